package flashsalelab.payments.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers every request as if it were another one: well-formed, captured, of another request. */
final class ForeignAnswers implements AutoCloseable {
  private static final String BODY = "{\"key\": \"k\", \"state\": \"captured\"}";

  private final ServerSocket server;
  private final AtomicInteger connections = new AtomicInteger();

  private ForeignAnswers(ServerSocket server) {
    this.server = server;
  }

  static ForeignAnswers listen() throws IOException {
    ForeignAnswers answers =
        new ForeignAnswers(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    Thread.startVirtualThread(answers::accept);
    return answers;
  }

  String url() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  int connections() {
    return connections.get();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        connections.incrementAndGet();
        Thread.startVirtualThread(() -> serve(socket));
      }
    } catch (IOException e) {
      // The socket was closed: the test has ended.
    }
  }

  private static void serve(Socket socket) {
    try (socket;
        BufferedReader reader =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (line.isEmpty()) {
          socket
              .getOutputStream()
              .write(
                  "HTTP/1.1 200 OK\r\nRequest-Id: another\r\nContent-Length: %d\r\n\r\n%s"
                      .formatted(BODY.length(), BODY)
                      .getBytes(StandardCharsets.US_ASCII));
        }
      }
    } catch (IOException e) {
      // The client has given the connection up, as it should.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
