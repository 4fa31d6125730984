package flashsalelab.jmeter.audience;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One subscriber, as an EventSource would be (WHATWG HTML, 9.2): its stream, the id of the last
 * event, and the time that it was told to wait before it opens the stream again. One thread uses
 * it.
 */
final class EventStream {
  /** Until the server names another one. */
  private static final Duration USUAL_RETRY = Duration.ofSeconds(3);

  private static final String SUPPLIED = "\"supplied\":";
  private static final int RECEIVE_BUFFER = 4096;

  private final Told told;
  private String lastId = "";
  private Duration retry = USUAL_RETRY;
  private @Nullable SocketChannel channel;
  private @Nullable ByteBuffer request;
  private StreamDecoder decoder = new StreamDecoder(this::line);
  private String idOfEvent = "";
  private long suppliedOfEvent;
  private volatile int changesSeen;
  private boolean connected;

  /** Told of every event. */
  interface Told {
    /**
     * An event that says how many units were ever supplied.
     *
     * @param stream which it came on
     */
    void event(EventStream stream, long supplied);
  }

  EventStream(Told told) {
    this.told = told;
  }

  /** Begins to open the stream. */
  void open(Selector selector, InetSocketAddress server, String path) throws IOException {
    decoder = new StreamDecoder(this::line);
    idOfEvent = lastId;
    SocketChannel opening = SocketChannel.open();
    channel = opening;
    opening.configureBlocking(false);
    opening.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
    opening.connect(server);
    opening.register(selector, SelectionKey.OP_CONNECT, this);
    String resume = lastId.isEmpty() ? "" : "Last-Event-ID: " + lastId + "\r\n";
    request =
        ByteBuffer.wrap(
            "GET %s HTTP/1.1\r\nHost: %s:%d\r\nAccept: text/event-stream\r\n%s\r\n"
                .formatted(path, server.getHostString(), server.getPort(), resume)
                .getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * Does what can be done without waiting.
   *
   * @return whether the stream goes on
   * @throws IOException if it is lost or was refused
   */
  boolean proceed(SelectionKey key, ByteBuffer buffer) throws IOException {
    SocketChannel open = (SocketChannel) key.channel();
    if (key.isConnectable()) {
      open.finishConnect();
      key.interestOps(SelectionKey.OP_WRITE);
    }
    ByteBuffer toSend = request;
    if (toSend != null && key.isWritable()) {
      open.write(toSend);
      if (!toSend.hasRemaining()) {
        request = null;
        key.interestOps(SelectionKey.OP_READ);
      }
    }
    return !key.isReadable() || read(open, buffer);
  }

  private boolean read(SocketChannel open, ByteBuffer buffer) throws IOException {
    buffer.clear();
    if (open.read(buffer) < 0) {
      return false;
    }
    decoder.read(buffer.flip());
    return !decoder.hasEnded();
  }

  private void line(String line) {
    if (line.isEmpty()) {
      if (suppliedOfEvent > 0) {
        lastId = idOfEvent;
        told.event(this, suppliedOfEvent);
        suppliedOfEvent = 0;
      }
    } else if (line.startsWith("data:")) {
      int at = line.indexOf(SUPPLIED);
      suppliedOfEvent = at < 0 ? 0 : number(line, at + SUPPLIED.length());
    } else if (line.startsWith("id:")) {
      idOfEvent = line.substring(3).strip();
    } else if (line.startsWith("retry:")) {
      retry = Duration.ofMillis(number(line, "retry:".length()));
    }
  }

  /** The digits from there on; 0 where there are none. */
  private static long number(String line, int from) {
    int start = from;
    while (start < line.length() && line.charAt(start) == ' ') {
      start++;
    }
    int end = start;
    while (end < line.length() && Character.isDigit(line.charAt(end))) {
      end++;
    }
    return end == start ? 0 : Long.parseLong(line.substring(start, end));
  }

  /** Whether the stream is being opened. */
  boolean isAwaited() {
    return !decoder.hasBegun();
  }

  /** How long to wait before the stream is opened again. */
  Duration retry() {
    return retry;
  }

  /** How many changes the subscriber was told of. Any thread. */
  int changesSeen() {
    return changesSeen;
  }

  void sawChanges(int count) {
    changesSeen = count;
  }

  /** Notes the first event of all; true the first time. */
  boolean isFirstEvent() {
    boolean first = !connected;
    connected = true;
    return first;
  }

  void close() {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        // It is gone either way.
      }
    }
  }
}
