package flashsalelab.jmeter;

import flashsalelab.results.load.Segment;
import java.net.URL;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Closed arrivals: users who each send their next request when the last was answered. */
final class ClosedRun extends SegmentRun {
  private final SlotPool pool;
  private final int users;
  private final long durationNanos;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger atWork;

  ClosedRun(Segment segment, List<URL> urls, Evidence evidence, SlotPool pool, int users) {
    super(segment, urls, evidence);
    this.pool = pool;
    this.users = users;
    this.durationNanos = Duration.ofMillis(segment.durationMs()).toNanos();
    this.atWork = new AtomicInteger(users);
  }

  @Override
  void begin() {
    for (int user = 0; user < users; user++) {
      Slot slot = pool.pop();
      if (slot == null) {
        throw new IllegalStateException(
            "%d users need as many slots, but only %d were idle".formatted(users, user));
      }
      slot.assign(this, false);
    }
  }

  @Override
  @Nullable Purchase take(Slot slot) {
    long now = System.nanoTime();
    if (now - startedAt() < durationNanos && !isStopped()) {
      return new Purchase(this, next.getAndIncrement(), now, false);
    }
    pool.push(slot);
    if (atWork.decrementAndGet() == 0) {
      settled().complete(null);
    }
    return null;
  }

  @Override
  long scheduled() {
    return next.get();
  }

  @Override
  long lateness(Purchase purchase, long left) {
    return Settled.NOT_OURS;
  }

  @Override
  void onSettled() {}
}
