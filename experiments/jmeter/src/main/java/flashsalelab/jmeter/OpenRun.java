package flashsalelab.jmeter;

import flashsalelab.results.load.Segment;
import java.net.URL;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Open arrivals: a schedule that does not care how the answers come.
 *
 * <p>One slot at a time holds the baton, which is the right to take the next index. It holds on to
 * it until shortly before its purchase is due, then passes it to the idle slot that worked last, so
 * that a few warm connections serve a low rate, and sends on time itself. The next slot is thus
 * awake before it is needed. If no slot is idle the baton lies on the ground until one comes back,
 * and every arrival that was due by then has waited for a slot; any other lateness is the
 * generator's.
 */
final class OpenRun extends SegmentRun {
  /** How long before its purchase is due a slot lets the next one be prepared. */
  private static final long AHEAD_NANOS = 2_000_000;

  private final ArrivalSchedule schedule;
  private final SlotPool pool;
  private final int slots;
  private final long patienceNanos;
  private final AtomicLong open;

  /** The next index; the baton's holder alone touches it. */
  private int next;

  /** When the baton was last picked up; its holder alone touches it. */
  private long onGroundUntil = Long.MIN_VALUE;

  /** Slots that are at work in this segment; guarded by this. */
  private int atWork;

  /** Whether the baton lies on the ground; guarded by this. */
  private boolean onGround;

  /**
   * Prepares the segment.
   *
   * @param slots most slots to use at once
   * @param patience how long an arrival may wait for a slot
   */
  OpenRun(
      Segment segment,
      URL url,
      Evidence evidence,
      ArrivalSchedule schedule,
      SlotPool pool,
      int slots,
      Duration patience) {
    super(segment, url, evidence);
    this.schedule = schedule;
    this.pool = pool;
    this.slots = slots;
    this.patienceNanos = patience.toNanos();
    this.open = new AtomicLong(schedule.size());
  }

  @Override
  void begin() {
    if (schedule.size() == 0) {
      settled().complete(null);
      return;
    }
    passBaton();
  }

  @Override
  @Nullable Purchase take(Slot slot) {
    if (!slot.claimBaton() && !pickUpOrRest(slot)) {
      return null;
    }
    while (next < schedule.size()) {
      int index = next++;
      long intended = startedAt() + schedule.offset(index);
      var purchase = new Purchase(this, index, intended, intended < onGroundUntil);
      long now = System.nanoTime();
      if (now - intended > patienceNanos) {
        expired(purchase, now);
        continue;
      }
      pauseUntil(intended - AHEAD_NANOS);
      if (isStopped()) {
        dropped(false);
        continue;
      }
      passBaton();
      pauseUntil(intended);
      if (isStopped()) {
        dropped(false);
        return take(slot);
      }
      return purchase;
    }
    rest(slot);
    return null;
  }

  private void passBaton() {
    Slot follower;
    synchronized (this) {
      follower = atWork < slots ? pool.pop() : null;
      if (follower == null) {
        onGround = true;
        return;
      }
      atWork++;
    }
    follower.assign(this, true);
  }

  private synchronized boolean pickUpOrRest(Slot slot) {
    if (onGround) {
      onGround = false;
      onGroundUntil = System.nanoTime();
      return true;
    }
    rest(slot);
    return false;
  }

  private synchronized void rest(Slot slot) {
    atWork--;
    pool.push(slot);
  }

  @Override
  long scheduled() {
    return schedule.size();
  }

  @Override
  long lateness(Purchase purchase, long left) {
    return purchase.waitedForSlot() ? Settled.NOT_OURS : left - purchase.intended();
  }

  @Override
  void onSettled() {
    if (open.decrementAndGet() == 0) {
      settled().complete(null);
    }
  }
}
