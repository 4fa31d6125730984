package flashsalelab.jmeter;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Purchases from a server inside this process, before the generator says that it is ready: the
 * first request of a JVM loads a thousand classes, and would stall the first segment for a quarter
 * of a second and more.
 */
final class Rehearsal {
  private static final Logger log = LoggerFactory.getLogger(Rehearsal.class);

  private static final int REQUESTS = 1_000;
  private static final Duration AT_MOST = Duration.ofSeconds(10);
  private static final int REQUEST_BYTES = 1 << 13;

  private static final byte[] ANSWER =
      "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
          .getBytes(StandardCharsets.US_ASCII);

  private Rehearsal() {}

  /**
   * Holds the rehearsal, in a thread of its own: JMeter keeps its clients in a thread local that
   * threads inherit, and no slot may inherit this one.
   */
  static void hold() throws IOException, InterruptedException {
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofPlatform().name("rehearsal server").daemon().start(() -> answer(server));
      String address = server.getInetAddress().getHostAddress() + ":" + server.getLocalPort();
      URL url = URI.create("http://" + address + "/").toURL();
      Thread.ofPlatform().name("rehearsal").daemon().start(() -> send(url)).join(AT_MOST);
    }
  }

  private static void send(URL url) {
    var sampler = new PurchaseSampler(new Slot(new SlotPool(0)), AT_MOST);
    for (int i = 0; i < REQUESTS; i++) {
      sampler.rehearse(url);
    }
    sampler.threadFinished();
  }

  private static void answer(ServerSocket server) {
    byte[] request = new byte[REQUEST_BYTES];
    try (Socket client = server.accept()) {
      InputStream in = client.getInputStream();
      // A request is small enough to arrive in one piece.
      while (in.read(request) >= 0) {
        client.getOutputStream().write(ANSWER);
      }
    } catch (IOException e) {
      log.warn("The rehearsal ended early, so the first requests may be slow", e);
    }
  }
}
