package flashsalelab.lab.launch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * Whether a Redis answers {@code PING} with {@code PONG}. That something listens is not enough: one
 * that reads its files back says that it is loading.
 */
final class RedisGreeting {
  private static final byte[] PING = "PING\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final String PONG = "+PONG";
  private static final int LIMIT_MS = 2_000;

  private RedisGreeting() {}

  /** What is said instead; empty if it is ready. */
  static String missing(URI uri) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), LIMIT_MS);
      socket.setSoTimeout(LIMIT_MS);
      socket.getOutputStream().write(PING);
      String answer =
          new BufferedReader(
                  new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
              .readLine();
      return PONG.equals(answer) ? "" : "it answers PING with " + answer;
    }
  }
}
