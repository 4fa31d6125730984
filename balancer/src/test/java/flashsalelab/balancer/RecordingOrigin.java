package flashsalelab.balancer;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An upstream on a raw socket: keeps the bytes of every whole request it got, and answers with
 * bytes a test chose.
 */
final class RecordingOrigin implements AutoCloseable {
  static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  /** What the origin does with one connection, from its first byte. */
  interface Behaviour {
    void serve(Connection connection) throws IOException;
  }

  /** One accepted connection. */
  record Connection(Socket socket, InputStream in, OutputStream out, RecordingOrigin origin) {
    /** Reads a head to its empty line; empty at the end of the stream. */
    String readHead() throws IOException {
      ByteArrayOutputStream head = new ByteArrayOutputStream();
      while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
        int b = in.read();
        if (b < 0) {
          return "";
        }
        head.write(b);
      }
      return head.toString(StandardCharsets.ISO_8859_1);
    }

    /** Reads and records one whole request; empty at the end of the stream. */
    String readRequest() throws IOException {
      String head = readHead();
      if (head.isEmpty()) {
        return "";
      }
      String request = head + readBody(head.toLowerCase(Locale.ROOT));
      origin.requests.add(request);
      return request;
    }

    private String readBody(String lowerHead) throws IOException {
      if (lowerHead.contains("\r\ntransfer-encoding: chunked\r\n")) {
        StringBuilder body = new StringBuilder();
        while (!body.toString().endsWith("0\r\n\r\n")) {
          body.append((char) readByte());
        }
        return body.toString();
      }
      int at = lowerHead.indexOf("\r\ncontent-length: ");
      if (at < 0) {
        return "";
      }
      int from = at + "\r\ncontent-length: ".length();
      int length = Integer.parseInt(lowerHead.substring(from, lowerHead.indexOf("\r\n", from)));
      byte[] body = in.readNBytes(length);
      if (body.length < length) {
        throw new EOFException("inside a body");
      }
      return new String(body, StandardCharsets.ISO_8859_1);
    }

    private int readByte() throws IOException {
      int b = in.read();
      if (b < 0) {
        throw new EOFException("inside a body");
      }
      return b;
    }

    void write(String text) throws IOException {
      out.write(text.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
    }
  }

  private final ServerSocket server;
  private final Behaviour behaviour;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();

  RecordingOrigin(Behaviour behaviour) {
    this.behaviour = behaviour;
    try {
      server = new ServerSocket(0, 1_024, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  /** Answers every request on every connection with the same bytes. */
  static RecordingOrigin answering(String response) {
    return new RecordingOrigin(connection -> {
      while (!connection.readRequest().isEmpty()) {
        connection.write(response);
      }
    });
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        sockets.add(socket);
        connections.incrementAndGet();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      behaviour.serve(
          new Connection(socket, socket.getInputStream(), socket.getOutputStream(), this));
    } catch (IOException gone) {
      // the other side closed, as many tests want
    }
  }

  String name() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  /** Whole requests in the order of their ends, byte for byte. */
  List<String> requests() {
    return requests;
  }

  int connections() {
    return connections.get();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
