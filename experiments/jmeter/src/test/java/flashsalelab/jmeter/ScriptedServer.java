package flashsalelab.jmeter;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** An HTTP server that treats every request as a script says, and remembers what came. */
final class ScriptedServer implements AutoCloseable {
  static final Reply RESERVED =
      (request, out) ->
          answer(out, 201, "{\"outcome\":\"reserved\",\"order\":\"order-" + request.key() + "\"}");
  static final Reply SOLD_OUT = (request, out) -> answer(out, 409, "{\"outcome\":\"sold_out\"}");
  static final Reply UNAVAILABLE = (request, out) -> answer(out, 503, "");
  static final Reply REPLAYED =
      (request, out) ->
          answer(
              out, 201, "{\"outcome\":\"reserved\",\"order\":\"x\"}", "Idempotency-Replayed: true");
  static final Reply HANG_UP = (request, out) -> out.close();
  static final Reply HALF_AN_ANSWER =
      (request, out) -> {
        out.write(
            "HTTP/1.1 201 Created\r\nContent-Length: 100\r\n\r\n{\"outcome\""
                .getBytes(StandardCharsets.US_ASCII));
        out.close();
      };
  static final Reply NOT_HTTP =
      (request, out) -> {
        out.write("SSH-2.0-something\r\n\r\n".repeat(200).getBytes(StandardCharsets.US_ASCII));
        out.close();
      };
  static final Reply SILENCE = (request, out) -> {};

  /** A byte of a header now and then, for ever. */
  static final Reply DRIP =
      (request, out) -> {
        out.write("HTTP/1.1 201 Created\r\nX-Drip: ".getBytes(StandardCharsets.US_ASCII));
        while (true) {
          out.write('x');
          out.flush();
          pause(20);
        }
      };

  /** What is done with a request. */
  interface Reply {
    void to(Request request, OutputStream out) throws IOException;

    /** The same after a pause. */
    default Reply after(long ms) {
      return (request, out) -> {
        pause(ms);
        to(request, out);
      };
    }

    /** The same as soon as so many requests are here. */
    default Reply afterAll(CountDownLatch here) {
      return (request, out) -> {
        here.countDown();
        try {
          here.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        to(request, out);
      };
    }
  }

  /** Which reply the request of that number gets, counted from 0. */
  interface Script {
    Reply reply(int number);
  }

  /** What came: the head's first line, its fields by lower-case name, and the body. */
  record Request(String line, Map<String, String> headers, String body) {
    String key() {
      return headers.getOrDefault("idempotency-key", "");
    }
  }

  private final ServerSocket socket;
  private final Script script;
  private final ConcurrentLinkedQueue<Request> requests = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Socket> connections = new ConcurrentLinkedQueue<>();
  private final AtomicInteger count = new AtomicInteger();
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger mostOpen = new AtomicInteger();
  private final CountDownLatch first = new CountDownLatch(1);

  ScriptedServer(Script script) throws IOException {
    this.script = script;
    socket = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  URI address() {
    return URI.create(
        "http://" + socket.getInetAddress().getHostAddress() + ":" + socket.getLocalPort());
  }

  List<Request> requests() {
    return List.copyOf(requests);
  }

  int connections() {
    return connections.size();
  }

  /** Most requests that were here at one moment. */
  int mostAtOnce() {
    return mostOpen.get();
  }

  void awaitFirstRequest() throws InterruptedException {
    first.await();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        connections.add(connection);
        Thread.ofVirtual().start(() -> serve(connection));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      InputStream in = new BufferedInputStream(connection.getInputStream());
      for (Request request = read(in); request != null; request = read(in)) {
        mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max);
        requests.add(request);
        first.countDown();
        try {
          script.reply(count.getAndIncrement()).to(request, connection.getOutputStream());
        } finally {
          open.decrementAndGet();
        }
      }
    } catch (IOException e) {
      // The client, or a script, ended the connection.
    }
  }

  private static @Nullable Request read(InputStream in) throws IOException {
    var head = new StringBuilder();
    while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        return null;
      }
      head.append((char) next);
    }
    String[] lines = head.toString().split("\r\n", -1);
    var headers = new TreeMap<String, String>();
    for (int i = 1; i < lines.length && !lines[i].isEmpty(); i++) {
      int colon = lines[i].indexOf(':');
      headers.put(
          lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
          lines[i].substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    return new Request(
        lines[0], headers, new String(in.readNBytes(length), StandardCharsets.UTF_8));
  }

  static void answer(OutputStream out, int status, String body, String... headers)
      throws IOException {
    String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
    out.write(
        "HTTP/1.1 %d Whatever\r\n%sContent-Length: %d\r\n\r\n%s"
            .formatted(status, more, body.length(), body)
            .getBytes(StandardCharsets.US_ASCII));
  }

  private static void pause(long ms) {
    try {
      Thread.sleep(ms);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
    for (Socket connection : connections) {
      connection.close();
    }
  }
}
