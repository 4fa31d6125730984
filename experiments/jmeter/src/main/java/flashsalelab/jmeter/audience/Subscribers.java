package flashsalelab.jmeter.audience;

import flashsalelab.results.Latencies;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All streams of an audience, on one selector and one thread. A stream that ends is opened again
 * after the time that the server told. The counts may be read by any thread while it runs.
 */
final class Subscribers implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Subscribers.class);

  /** Streams that are opened at once: more would wait in the server's backlog, or be refused. */
  private static final int OPENING_AT_ONCE = 128;

  private static final Duration LOOK = Duration.ofMillis(10);
  private static final int BUFFER = 1 << 16;
  private static final int HTTP_PORT = 80;
  private static final long UNKNOWN = -1;

  private record Due(EventStream stream, long at) {}

  private final InetSocketAddress server;
  private final String path;
  private final Changes changes;
  private final Selector selector = Selector.open();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
  private final List<EventStream> streams = new ArrayList<>();
  private final Queue<EventStream> toOpen = new ArrayDeque<>();
  private final Queue<Due> toReopen = new PriorityQueue<>(Comparator.comparingLong(Due::at));
  private final Histogram delays = Latencies.empty();
  private final Thread thread;
  private int opening;
  private long suppliedAtFirst = UNKNOWN;
  private final AtomicInteger connected = new AtomicInteger();
  private final AtomicLong events = new AtomicLong();
  private final AtomicLong reconnects = new AtomicLong();
  private final AtomicLong requests = new AtomicLong();
  private volatile boolean begun;
  private volatile boolean closed;
  private volatile @Nullable Throwable failure;

  /**
   * @param events where they come from
   * @param changes that the streams are to tell of
   */
  Subscribers(URI events, int count, Changes changes) throws IOException {
    int port = events.getPort() < 0 ? HTTP_PORT : events.getPort();
    this.server = new InetSocketAddress(events.getHost(), port);
    this.path = events.getRawPath();
    this.changes = changes;
    for (int i = 0; i < count; i++) {
      streams.add(new EventStream(this::told));
    }
    toOpen.addAll(streams);
    thread = Thread.ofPlatform().name("subscribers").daemon().unstarted(this::work);
  }

  /** Begins to open streams. */
  void start() {
    if (!streams.isEmpty()) {
      thread.start();
    }
  }

  /** From now on events count. */
  void begin() {
    begun = true;
  }

  private void work() {
    try {
      while (!closed) {
        openDue();
        selector.select(LOOK.toMillis());
        for (SelectionKey key : selector.selectedKeys()) {
          proceed(key, (EventStream) key.attachment());
        }
        selector.selectedKeys().clear();
      }
    } catch (IOException | RuntimeException e) {
      failure = e;
    } finally {
      streams.forEach(EventStream::close);
    }
  }

  private void openDue() throws IOException {
    long now = System.nanoTime();
    for (Due due = toReopen.peek(); due != null && due.at() - now <= 0; due = toReopen.peek()) {
      toOpen.add(toReopen.remove().stream());
    }
    while (opening < OPENING_AT_ONCE && !toOpen.isEmpty()) {
      opening++;
      requests.incrementAndGet();
      toOpen.remove().open(selector, server, path);
    }
  }

  private void proceed(SelectionKey key, EventStream stream) {
    boolean waiting = stream.isAwaited();
    try {
      if (!stream.proceed(key, buffer)) {
        lost(stream, waiting, null);
      } else if (waiting && !stream.isAwaited()) {
        opening--;
      }
    } catch (IOException e) {
      lost(stream, waiting, e);
    }
  }

  private void lost(EventStream stream, boolean waiting, @Nullable IOException why) {
    if (waiting) {
      opening--;
    }
    stream.close();
    if (reconnects.incrementAndGet() == 1) {
      log.warn(
          "A stream of {} ended and is opened again, the first one of this segment", path, why);
    }
    toReopen.add(new Due(stream, System.nanoTime() + stream.retry().toNanos()));
  }

  private void told(EventStream stream, long supplied) {
    long now = System.nanoTime();
    if (stream.isFirstEvent()) {
      connected.incrementAndGet();
      suppliedAtFirst = suppliedAtFirst == UNKNOWN ? supplied : suppliedAtFirst;
    } else if (begun) {
      events.incrementAndGet();
    }
    int seen = (int) Math.min(supplied - suppliedAtFirst, changes.sent());
    for (int change = stream.changesSeen(); change < seen; change++) {
      if (changes.counts(change)) {
        delays.recordValue(TimeUnit.NANOSECONDS.toMicros(now - changes.sentAt(change)));
      }
    }
    stream.sawChanges(Math.max(seen, stream.changesSeen()));
  }

  /** Streams that have had an event. */
  int connected() {
    return connected.get();
  }

  /** Subscribers that were told of every change that was made. */
  int informed() {
    return (int) streams.stream().filter(stream -> stream.changesSeen() >= changes.made()).count();
  }

  /** Events since {@link #begin}, the first ones of each stream not counted. */
  long events() {
    return events.get();
  }

  /** Streams that ended before they were to. */
  long reconnects() {
    return reconnects.get();
  }

  /** Requests for a stream. */
  long requests() {
    return requests.get();
  }

  /** How long streams took to tell of changes, in microseconds; to be read after the close. */
  Histogram delays() {
    return delays;
  }

  /**
   * Returns if the streams are looked after.
   *
   * @throws IllegalStateException if something went wrong that is not the server's fault
   */
  void requireHealth() {
    Throwable why = failure;
    if (why != null) {
      throw new IllegalStateException("the subscribers of %s broke down".formatted(path), why);
    }
  }

  /** Ends all streams; may be called again. */
  @Override
  public void close() {
    closed = true;
    selector.wakeup();
    try {
      thread.join();
      selector.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      log.warn("The selector of the subscribers was not closed", e);
    }
  }
}
