package flashsalelab.lab.launch;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;

/**
 * What a broker says first when it is ready (AMQP 0-9-1, 2.2.4: a client sends the protocol header,
 * the server answers with Connection.Start). That something listens is not enough: a port that an
 * engine publishes accepts connections before the container does.
 */
final class AmqpGreeting {
  private static final byte[] HEADER = {'A', 'M', 'Q', 'P', 0, 0, 9, 1};
  private static final int METHOD_FRAME = 1;
  private static final int LIMIT_MS = 2_000;

  private AmqpGreeting() {}

  /** What is said instead; empty if it is ready. */
  static String missing(URI uri) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), LIMIT_MS);
      socket.setSoTimeout(LIMIT_MS);
      socket.getOutputStream().write(HEADER);
      int first = socket.getInputStream().read();
      return first == METHOD_FRAME ? "" : "it does not greet, its first byte is " + first;
    }
  }
}
