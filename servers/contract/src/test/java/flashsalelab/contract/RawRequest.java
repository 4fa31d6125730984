package flashsalelab.contract;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A request as bytes on a socket, for what an HTTP client would not send. */
final class RawRequest {
  private static final int PATIENCE_MS = 20_000;

  private RawRequest() {}

  /**
   * Sends a text, a byte for each character, and returns everything that comes back until the
   * connection ends or the whole first answer is there.
   */
  static String send(URI base, String text) {
    try (Socket socket = new Socket(InetAddress.getByName(base.getHost()), base.getPort())) {
      socket.setSoTimeout(PATIENCE_MS);
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      return answer(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads an answer that has a Content-Length, or all there is if the connection ends before. */
  static String answer(Socket socket) throws IOException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    String text = "";
    while (!isWhole(text)) {
      int next = socket.getInputStream().read();
      if (next < 0) {
        return text;
      }
      read.write(next);
      text = read.toString(StandardCharsets.UTF_8);
    }
    return text;
  }

  private static boolean isWhole(String text) {
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      return false;
    }
    int length =
        text.substring(0, end)
            .lines()
            .filter(line -> line.regionMatches(true, 0, "content-length:", 0, 15))
            .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
            .findFirst()
            .orElse(Integer.MAX_VALUE);
    return text.substring(end + 4).getBytes(StandardCharsets.UTF_8).length >= length;
  }

  /** The status of an answer; 0 if there is none. */
  static int status(String answer) {
    return answer.startsWith("HTTP/1.1 ") ? Integer.parseInt(answer.substring(9, 12)) : 0;
  }
}
