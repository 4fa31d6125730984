package flashsalelab.jmeter;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Room for one request in flight: a JMeter thread with its connection. It works for the segment
 * that it is assigned to, and sleeps in the {@link SlotPool} between segments.
 */
final class Slot {
  private final SlotPool pool;
  private volatile @Nullable Thread thread;
  private volatile @Nullable SegmentRun assigned;
  private volatile boolean closed;

  /** Written before {@link #assigned} and read after it. */
  private boolean lead;

  /** The slot's own thread alone uses these. */
  private @Nullable SegmentRun working;

  private @Nullable Purchase unsettled;

  /** The request in flight; guarded by this. */
  private boolean inFlight;

  private boolean cut;
  private long left;
  private @Nullable PurchaseSampler sampler;

  Slot(SlotPool pool) {
    this.pool = pool;
  }

  /** The sampler that the slot's requests go through, told once before the slot is used. */
  synchronized void samplesWith(PurchaseSampler with) {
    sampler = with;
  }

  /**
   * The slot's next purchase, at the time when it is to be sent. Called by the slot's own thread,
   * which sleeps while there is none.
   *
   * @return null when the slot is closed
   */
  @Nullable Purchase next() {
    if (thread == null) {
      thread = Thread.currentThread();
      pool.push(this);
    }
    if (unsettled != null) {
      // JMeter lost it between handing it out and sampling it.
      unsettled.run().dropped();
      unsettled = null;
    }
    while (true) {
      if (working == null) {
        working = awaitWork();
        if (working == null) {
          return null;
        }
      }
      unsettled = working.take(this);
      if (unsettled != null) {
        return unsettled;
      }
      working = null;
    }
  }

  /** Takes charge of the purchase that {@link #next} handed out: it will be settled. */
  Purchase undertake() {
    Purchase purchase = unsettled;
    if (purchase == null) {
      throw new IllegalStateException("no purchase was handed out to this slot");
    }
    unsettled = null;
    return purchase;
  }

  /**
   * Marks the request that leaves now.
   *
   * @return the time of it, on the clock of {@link System#nanoTime()}
   */
  synchronized long leave() {
    inFlight = true;
    cut = false;
    left = System.nanoTime();
    return left;
  }

  /**
   * Marks the end of the request in flight.
   *
   * @return whether it was cut
   */
  synchronized boolean arrive() {
    inFlight = false;
    return cut;
  }

  /** Cuts the request in flight if it left before that time. Any thread. */
  synchronized void cutIfLeftBefore(long time) {
    if (inFlight && left - time < 0 && sampler != null) {
      cut = true;
      sampler.cut();
    }
  }

  private @Nullable SegmentRun awaitWork() {
    while (!closed) {
      SegmentRun run = assigned;
      if (run != null) {
        assigned = null;
        return run;
      }
      LockSupport.park(this);
    }
    return null;
  }

  /** Gives work to a slot that was popped from the pool, to lead an {@link OpenRun} or not. */
  void assign(SegmentRun run, boolean leading) {
    lead = leading;
    assigned = run;
    LockSupport.unpark(thread);
  }

  /** Whether the slot was assigned to lead, asked once. */
  boolean claimLead() {
    boolean claimed = lead;
    lead = false;
    return claimed;
  }

  /** Ends the slot: {@link #next} returns null once it has no work. */
  void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
