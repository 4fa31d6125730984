package flashsalelab.balancer;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A client that sends the bytes it is told to. */
final class RawClient implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 10_000;

  private final Socket socket = new Socket();
  private final InputStream in;
  private final OutputStream out;

  /** A response as received; the body decoded if it was chunked. */
  record Response(String head, String body) {
    int status() {
      return Integer.parseInt(head.split(" ", 3)[1]);
    }

    /** The value of a field, or an empty text. */
    String field(String name) {
      return head.lines()
          .filter(
              line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
          .map(line -> line.substring(name.length() + 1).strip())
          .findFirst()
          .orElse("");
    }
  }

  RawClient(InetSocketAddress address) throws IOException {
    this(address, 0);
  }

  /**
   * @param receiveBuffer bytes; 0 for the system's choice
   */
  RawClient(InetSocketAddress address, int receiveBuffer) throws IOException {
    if (receiveBuffer > 0) {
      socket.setReceiveBufferSize(receiveBuffer);
    }
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    socket.connect(address);
    in = new BufferedInputStream(socket.getInputStream());
    out = socket.getOutputStream();
  }

  void send(String text) throws IOException {
    send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  void send(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  Response exchange(String request) throws IOException {
    send(request);
    return response();
  }

  Response response() throws IOException {
    return response(true);
  }

  /**
   * @param hasBody false for the response to a HEAD request
   */
  Response response(boolean hasBody) throws IOException {
    String head = head();
    String lower = head.toLowerCase(Locale.ROOT);
    int status = Integer.parseInt(head.split(" ", 3)[1]);
    if (!hasBody || status < 200 || status == 204 || status == 304) {
      return new Response(head, "");
    }
    if (lower.contains("transfer-encoding: chunked")) {
      return new Response(head, chunks());
    }
    int at = lower.indexOf("content-length: ");
    if (at < 0) {
      return new Response(head, rest());
    }
    int from = at + "content-length: ".length();
    int length = Integer.parseInt(lower.substring(from, lower.indexOf("\r\n", from)));
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException("truncated after " + body.length + " of " + length);
    }
    return new Response(head, new String(body, StandardCharsets.ISO_8859_1));
  }

  String head() throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      head.write(readByte());
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  private String chunks() throws IOException {
    StringBuilder body = new StringBuilder();
    while (true) {
      int size = Integer.parseInt(line(), 16);
      body.append(new String(in.readNBytes(size), StandardCharsets.ISO_8859_1));
      if (!line().isEmpty()) {
        throw new IOException("a chunk is longer than its size");
      }
      if (size == 0) {
        return body.toString();
      }
    }
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    while (line.length() < 2 || !line.toString().endsWith("\r\n")) {
      line.append((char) readByte());
    }
    return line.substring(0, line.length() - 2);
  }

  private int readByte() throws IOException {
    int b = in.read();
    if (b < 0) {
      throw new EOFException("the connection ended");
    }
    return b;
  }

  /** Everything until the end of the stream. */
  String rest() throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  /** Reads and counts everything until the given number of bytes or the end. */
  long skip(long most) throws IOException {
    byte[] buffer = new byte[65_536];
    long total = 0;
    while (total < most) {
      int read = in.read(buffer, 0, (int) Math.min(buffer.length, most - total));
      if (read < 0) {
        return total;
      }
      total += read;
    }
    return total;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
