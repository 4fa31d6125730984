package flashsalelab.jmeter;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A product whose restocks are told to whoever has a stream of it, as a test scripts. */
final class WatchedProduct implements ScriptedServer.Reply {
  private static final long AT_FIRST = 100;
  private static final long LOOK_MS = 2;
  private static final String HEAD =
      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";

  final AtomicLong supplied = new AtomicLong(AT_FIRST);
  final AtomicInteger streams = new AtomicInteger();
  volatile long delayMs;
  volatile int tellsUntil = Integer.MAX_VALUE;
  volatile int endsAfterFirst;
  volatile int refusesFirst;
  volatile boolean refusesRestocks;

  @Override
  public void to(ScriptedServer.Request request, OutputStream out) throws IOException {
    if (request.line().startsWith("GET")) {
      stream(streams.incrementAndGet(), out);
    } else if (request.line().contains("/restocks")) {
      restock(request, out);
    } else {
      ScriptedServer.RESERVED.to(request, out);
    }
  }

  private void restock(ScriptedServer.Request request, OutputStream out) throws IOException {
    boolean asItShouldBe =
        "Bearer secret".equals(request.headers().get("authorization"))
            && !request.key().isEmpty()
            && request.body().equals("{\"quantity\":1}");
    if (refusesRestocks || !asItShouldBe) {
      ScriptedServer.answer(out, 503, "");
    } else {
      ScriptedServer.answer(
          out, 200, "{\"sku\":\"phone\",\"supplied\":%d}".formatted(supplied.incrementAndGet()));
    }
  }

  private void stream(int number, OutputStream out) throws IOException {
    if (number <= refusesFirst) {
      ScriptedServer.answer(out, 503, "");
      out.close();
      return;
    }
    out.write((HEAD + chunk("retry: 50\n: hello\n\n")).getBytes(StandardCharsets.US_ASCII));
    long told = 0;
    while (true) {
      long now = Math.min(supplied.get(), AT_FIRST + tellsUntil);
      if (now > told) {
        sleep(told == 0 ? 0 : delayMs);
        told = now;
        out.write(event(now).getBytes(StandardCharsets.US_ASCII));
        if (number <= endsAfterFirst) {
          out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
          out.close();
          return;
        }
      }
      sleep(LOOK_MS);
    }
  }

  private static String event(long supplied) {
    return chunk("id: %d\nevent: stock\ndata: {\"free\":1,\"supplied\":".formatted(supplied))
        + chunk("%d,\"state\":\"open\"}\n\n".formatted(supplied));
  }

  private static String chunk(String text) {
    return "%x\r\n%s\r\n".formatted(text.length(), text);
  }

  private static void sleep(long ms) throws IOException {
    try {
      Thread.sleep(ms);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
