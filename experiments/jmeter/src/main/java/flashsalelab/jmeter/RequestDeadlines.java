package flashsalelab.jmeter;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * The watch that cuts requests which take longer than a request may, all in all. A socket's own
 * timeout does not see a server that sends a byte now and then.
 */
final class RequestDeadlines implements AutoCloseable {
  private static final Duration ROUND = Duration.ofMillis(50);

  private final List<Slot> slots;
  private final Thread thread;
  private volatile boolean closed;
  private volatile long timeoutNanos;

  RequestDeadlines(List<Slot> slots, Duration timeout) {
    this.slots = slots;
    this.timeoutNanos = timeout.toNanos();
    this.thread = Thread.ofPlatform().name("deadlines").daemon().start(this::watch);
  }

  /** Gives every request, those in flight as well, at most this time from now on. */
  void tighten(Duration timeout) {
    timeoutNanos = Math.min(timeoutNanos, timeout.toNanos());
  }

  private void watch() {
    while (!closed) {
      LockSupport.parkNanos(ROUND.toNanos());
      long now = System.nanoTime();
      for (Slot slot : slots) {
        slot.cutIfLeftBefore(now - timeoutNanos);
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
