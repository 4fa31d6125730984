package flashsalelab.contract;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Buyers on connections of their own, each with a virtual thread, and what they are told. */
final class Stampede implements AutoCloseable {
  private static final int BUFFER = 2_048;

  private final int port;
  private final String sku;
  private final List<Buyer> buyers = new ArrayList<>();
  private final AtomicLong names = new AtomicLong();

  Stampede(int port, String sku, int buyers) {
    this.port = port;
    this.sku = sku;
    for (int i = 0; i < buyers; i++) {
      this.buyers.add(new Buyer());
    }
  }

  /**
   * What buyers were told in a time.
   *
   * @param p99Ms of those that were accepted, from sending to the whole answer
   */
  record Wave(int accepted, int refused, double acceptedPerSecond, double p99Ms) {
    @Override
    public String toString() {
      return "%d accepted (%.0f/s, p99 %.1f ms), %d refused"
          .formatted(accepted, acceptedPerSecond, p99Ms, refused);
    }
  }

  private record Told(int status, long nanos) {}

  /** So many buyers without a pause. */
  Wave everybody(int number, Duration time) {
    return run(buyers.subList(0, number), Duration.ZERO, time);
  }

  /** All buyers in turn, at a rate; one whose answer is late buys again at once. */
  Wave paced(double perSecond, Duration time) {
    return run(buyers, Duration.ofNanos((long) (buyers.size() * 1e9 / perSecond)), time);
  }

  private Wave run(List<Buyer> who, Duration pause, Duration time) {
    ConcurrentLinkedQueue<Told> told = new ConcurrentLinkedQueue<>();
    long start = System.nanoTime();
    long end = start + time.toNanos();
    List<CompletableFuture<Void>> running =
        IntStream.range(0, who.size())
            .mapToObj(i ->
                CompletableFuture.runAsync(
                    () ->
                        who.get(i).buy(told, start + pause.toNanos() * i / who.size(), pause, end),
                    Thread::startVirtualThread))
            .toList();
    running.forEach(CompletableFuture::join);
    return wave(told, time);
  }

  private static Wave wave(Iterable<Told> told, Duration time) {
    List<Long> accepted = new ArrayList<>();
    int refused = 0;
    for (Told answer : told) {
      switch (answer.status()) {
        case 201 -> accepted.add(answer.nanos());
        case 503 -> refused++;
        default -> throw new AssertionError("an answer of status " + answer.status());
      }
    }
    accepted.sort(null);
    double p99 = accepted.isEmpty() ? 0 : accepted.get(accepted.size() * 99 / 100) / 1e6;
    return new Wave(accepted.size(), refused, accepted.size() * 1e3 / time.toMillis(), p99);
  }

  @Override
  public void close() throws IOException {
    for (Buyer buyer : buyers) {
      buyer.leave();
    }
  }

  private final class Buyer {
    private @Nullable Socket socket;
    private @Nullable InputStream answers;

    void buy(ConcurrentLinkedQueue<Told> told, long first, Duration pause, long end) {
      try {
        for (long due = first; due < end; due += pause.toNanos()) {
          long wait = due - System.nanoTime();
          if (wait > 0) {
            LockSupport.parkNanos(wait);
          }
          if (System.nanoTime() >= end) {
            return;
          }
          told.add(buy());
        }
      } catch (IOException e) {
        throw new AssertionError("a buyer was cut off", e);
      }
    }

    private Told buy() throws IOException {
      InputStream in = connection();
      long number = names.incrementAndGet();
      String body = "{\"buyer\":\"buyer-%d\",\"quantity\":1}".formatted(number);
      String request =
          "POST /api/products/%s/purchases HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\nIdempotency-Key: k1\r\nContent-Length: %d\r\n\r\n%s"
              .formatted(sku, body.length(), body);
      long sent = System.nanoTime();
      socket().getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      int status = answer(in);
      return new Told(status, System.nanoTime() - sent);
    }

    private Socket socket() {
      if (socket == null) {
        throw new IllegalStateException("not connected");
      }
      return socket;
    }

    private InputStream connection() throws IOException {
      if (answers == null) {
        socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        answers = new BufferedInputStream(socket.getInputStream(), BUFFER);
      }
      return answers;
    }

    private static int answer(InputStream in) throws IOException {
      String line = line(in);
      int status = Integer.parseInt(line.substring(9, 12));
      int length = 0;
      for (line = line(in); !line.isEmpty(); line = line(in)) {
        if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
          length = Integer.parseInt(line.substring(15).strip());
        }
      }
      in.skipNBytes(length);
      return status;
    }

    private static String line(InputStream in) throws IOException {
      StringBuilder line = new StringBuilder();
      for (int next = in.read(); next != '\n'; next = in.read()) {
        if (next < 0) {
          throw new IOException("the connection ended");
        }
        if (next != '\r') {
          line.append((char) next);
        }
      }
      return line.toString();
    }

    void leave() throws IOException {
      if (socket != null) {
        socket.close();
      }
    }
  }
}
