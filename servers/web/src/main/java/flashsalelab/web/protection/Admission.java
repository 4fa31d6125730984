package flashsalelab.web.protection;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Lets purchases into the edge as long as it can answer them in time, and turns others away before
 * any work is done for them.
 *
 * <p>A purchase is in the edge from the moment its body has arrived until its answer is about to be
 * written, by whoever writes it: so what it waits for Redis counts, and what its completion waits
 * for the event loop or for a thread. The wait before the body is read cannot be seen by anybody in
 * the process, but it is for the same loop or threads.
 *
 * <p>Thread-safe; nothing here waits or wakes a thread. The limit is looked at by whoever leaves
 * first after a window is over.
 */
public final class Admission {
  /** How long a window is. */
  static final Duration WINDOW = Duration.ofMillis(25);

  private final LongSupplier clock;
  private final boolean sheds;
  private final AdmissionLimit algorithm;
  private final AtomicInteger underWay = new AtomicInteger();
  private final LongAdder left = new LongAdder();
  private final LongAdder timeInEdge = new LongAdder();
  private final AtomicLong windowStart;
  private volatile int limit;

  /**
   * @param settings when it sheds
   * @param most the most purchases under way in any case
   */
  public Admission(ProtectionSettings settings, int most) {
    this(settings, most, System::nanoTime);
  }

  Admission(ProtectionSettings settings, int most, LongSupplier nanoClock) {
    this.clock = nanoClock;
    this.sheds = !settings.shedAbove().isZero();
    this.algorithm = new AdmissionLimit(settings.shedAbove(), most);
    this.limit = most;
    this.windowStart = new AtomicLong(nanoClock.getAsLong());
  }

  /** Whether one more would be let in now. */
  public boolean hasRoom() {
    return underWay.get() < limit;
  }

  /** Lets a purchase in, if there is room; whoever was let in has to leave. */
  public Turn enter() {
    if (underWay.incrementAndGet() > limit) {
      underWay.decrementAndGet();
      return Turn.REFUSED;
    }
    return new Stay(clock.getAsLong());
  }

  /** Purchases under way. */
  public int underWay() {
    return underWay.get();
  }

  /** How many may be under way at present. */
  public int limit() {
    return limit;
  }

  private void leave(long entered) {
    underWay.decrementAndGet();
    if (!sheds) {
      return;
    }
    long now = clock.getAsLong();
    left.increment();
    timeInEdge.add(now - entered);
    long start = windowStart.get();
    if (now - start >= WINDOW.toNanos() && windowStart.compareAndSet(start, now)) {
      look(now - start);
    }
  }

  private synchronized void look(long window) {
    limit =
        algorithm.next(
            Math.max(1, left.sumThenReset()), timeInEdge.sumThenReset(), window, underWay.get());
  }

  /** A purchase in the edge. */
  private final class Stay implements Turn {
    private final long entered;

    Stay(long entered) {
      this.entered = entered;
    }

    @Override
    public boolean admitted() {
      return true;
    }

    @Override
    public void end() {
      leave(entered);
    }
  }
}
