package flashsalelab.jmeter.audience;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * Reads one answer that is a stream of events, byte by byte as they come: an HTTP/1.1 head (RFC
 * 9112), a body that is chunked (section 7.1) or lasts as long as the connection, and in it the
 * lines of an event stream (WHATWG HTML, 9.2.6). Keeps no more than the present line.
 */
final class StreamDecoder {
  private static final int LONGEST_LINE = 1 << 16;
  private static final int USUAL_LINE = 256;
  private static final int OK = 200;

  /** Told of what was read. */
  interface Listener {
    /** A line of the event stream, without its end; an empty one ends an event. */
    void line(String line);
  }

  private enum Part {
    HEAD,
    CHUNK_SIZE,
    CHUNK_EXTENSION,
    CHUNK,
    CHUNK_END,
    REST,
    ENDED
  }

  private final Listener listener;
  private Part part = Part.HEAD;
  private byte[] line = new byte[USUAL_LINE];
  private int length;
  private int status;
  private boolean chunked;
  private long left;

  StreamDecoder(Listener listener) {
    this.listener = listener;
  }

  /** Whether the stream was accepted. */
  boolean hasBegun() {
    return part != Part.HEAD;
  }

  /** Whether the answer has come to its end; a stream may end without one. */
  boolean hasEnded() {
    return part == Part.ENDED;
  }

  /**
   * Reads what there is.
   *
   * @throws IOException if it is not an answer with a stream of events
   */
  void read(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining() && part != Part.ENDED) {
      int next = bytes.get() & 0xff;
      switch (part) {
        case HEAD -> head(next);
        case CHUNK_SIZE -> chunkSize(next);
        case CHUNK_EXTENSION -> chunkExtension(next);
        case CHUNK -> {
          body(next);
          if (--left == 0) {
            part = Part.CHUNK_END;
          }
        }
        case CHUNK_END -> {
          if (next == '\n') {
            part = Part.CHUNK_SIZE;
          }
        }
        case REST -> body(next);
        case ENDED -> throw new IllegalStateException("nothing is read after the end");
      }
    }
  }

  private void head(int next) throws IOException {
    if (next != '\n') {
      keep(next);
      return;
    }
    String text = endLine();
    if (status == 0) {
      status = status(text);
    } else if (text.isEmpty()) {
      if (status != OK) {
        throw new IOException("the stream was refused with status " + status);
      }
      part = chunked ? Part.CHUNK_SIZE : Part.REST;
    } else if (text.toLowerCase(Locale.ROOT).matches("transfer-encoding:\\s*chunked")) {
      chunked = true;
    }
  }

  private static int status(String statusLine) throws IOException {
    if (!statusLine.matches("HTTP/1\\.1 \\d{3}( .*)?")) {
      throw new IOException("not an HTTP answer: " + statusLine);
    }
    return Integer.parseInt(statusLine.substring(9, 12));
  }

  private void chunkSize(int next) throws IOException {
    int digit = Character.digit(next, 16);
    if (digit >= 0) {
      left = left * 16 + digit;
    } else if (next == '\n') {
      part = left == 0 ? Part.ENDED : Part.CHUNK;
    } else if (next == ';') {
      part = Part.CHUNK_EXTENSION;
    } else if (next != '\r') {
      throw new IOException("not the size of a chunk: " + (char) next);
    }
  }

  private void chunkExtension(int next) {
    if (next == '\n') {
      part = left == 0 ? Part.ENDED : Part.CHUNK;
    }
  }

  private void body(int next) throws IOException {
    if (next == '\n') {
      listener.line(endLine());
    } else {
      keep(next);
    }
  }

  private void keep(int next) throws IOException {
    if (length == line.length) {
      if (length == LONGEST_LINE) {
        throw new IOException("a line is longer than " + LONGEST_LINE);
      }
      line = Arrays.copyOf(line, length * 2);
    }
    line[length++] = (byte) next;
  }

  private String endLine() {
    int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
    length = 0;
    return new String(line, 0, end, StandardCharsets.ISO_8859_1);
  }
}
