package flashsalelab.contract;

import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A stream of server-sent events, read as it comes (WHATWG HTML, 9.2.6). */
final class EventStream implements AutoCloseable {
  private final HttpResponse<Stream<String>> response;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final AtomicInteger comments = new AtomicInteger();
  private @Nullable Thread reader;
  private volatile int retry;
  private volatile boolean ended;

  /** An event. */
  record Event(long id, String name, String data) {
    JsonNode json() {
      return JsonMapper.shared().readTree(data);
    }
  }

  /** One of which nothing is read before {@link #begin}. */
  EventStream(HttpResponse<Stream<String>> response) {
    this.response = response;
  }

  /** Begins to read. */
  EventStream begin() {
    // Taken here, not by the reader: a stream that is closed before its first line cannot be read.
    Iterator<String> lines = response.body().iterator();
    reader = Thread.ofVirtual().start(() -> read(lines));
    return this;
  }

  private void read(Iterator<String> lines) {
    Fields fields = new Fields();
    try {
      lines.forEachRemaining(line -> take(line, fields));
    } catch (UncheckedIOException cut) {
      // The stream ended without its last chunk: for a client of events an end like any other.
    } finally {
      response.body().close();
      ended = true;
    }
  }

  /** The fields of the event that is being read. */
  private static final class Fields {
    private long id = -1;
    private String name = "";
    private String data = "";
  }

  private void take(String line, Fields fields) {
    int colon = line.indexOf(':');
    String value = colon < 0 ? "" : line.substring(colon + 1).strip();
    switch (colon < 0 ? line : line.substring(0, colon)) {
      case "id" -> fields.id = Long.parseLong(value);
      case "event" -> fields.name = value;
      case "data" -> fields.data += value;
      case "retry" -> retry = Integer.parseInt(value);
      default -> {
        if (colon == 0) {
          comments.incrementAndGet();
        } else if (!fields.data.isEmpty()) {
          events.add(new Event(fields.id, fields.name, fields.data));
          fields.data = "";
        }
      }
    }
  }

  HttpResponse<Stream<String>> response() {
    return response;
  }

  /** The next event; fails if none comes within the limit. */
  Event next(Duration limit) {
    Event event = poll(limit);
    if (event == null) {
      throw new AssertionError("no event came within " + limit);
    }
    return event;
  }

  /** The next event; null if none comes within the limit. */
  @Nullable Event poll(Duration limit) {
    try {
      return events.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  int comments() {
    return comments.get();
  }

  /** What the server told to wait before the next connection, in ms; 0 if nothing yet. */
  int retry() {
    return retry;
  }

  boolean ended() {
    return ended;
  }

  /** Leaves, as a client does that is closed. */
  @Override
  public void close() {
    response.body().close();
    Thread begun = reader;
    if (begun == null) {
      return;
    }
    try {
      begun.join(Duration.ofSeconds(10));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
