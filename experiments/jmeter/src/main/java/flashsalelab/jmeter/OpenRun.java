package flashsalelab.jmeter;

import flashsalelab.results.load.Segment;
import java.net.URL;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Open arrivals: a schedule that does not care how the answers come.
 *
 * <p>A slot takes the next arrival shortly before it is due, waits, and sends on time itself. A
 * slot that has just got its answer looks first whether the next arrival is that near: at a high
 * rate it mostly is, so that a busy thread with a warm connection goes on and nobody is woken. One
 * idle slot leads: it sleeps until the next arrival is near, and when it takes one it makes the
 * slot that worked last the next leader. So a low rate uses few connections.
 *
 * <p>There is no leader exactly when no slot is idle. An arrival that is then taken after it was
 * due has waited for a slot, which is the system's doing; any other lateness is the generator's
 * own.
 */
final class OpenRun extends SegmentRun {
  /** How long before it is due an arrival is taken: longer than a thread usually takes to wake. */
  private static final long NEAR_NANOS = 2_000_000;

  private final ArrivalSchedule schedule;
  private final SlotPool pool;
  private final int slots;
  private final long patienceNanos;
  private final AtomicLong unsettled;

  /** The next arrival that nobody took; guarded by this, as the two below. */
  private int next;

  private boolean led;
  private int atWork;

  /**
   * Prepares the segment.
   *
   * @param slots most slots to use at once
   * @param patience how long an arrival may wait for a slot
   */
  OpenRun(
      Segment segment,
      List<URL> urls,
      Evidence evidence,
      ArrivalSchedule schedule,
      SlotPool pool,
      int slots,
      Duration patience) {
    super(segment, urls, evidence);
    this.schedule = schedule;
    this.pool = pool;
    this.slots = slots;
    this.patienceNanos = patience.toNanos();
    this.unsettled = new AtomicLong(schedule.size());
  }

  @Override
  void begin() {
    if (schedule.size() == 0) {
      settled().complete(null);
    } else {
      appointLeader();
    }
  }

  @Override
  @Nullable Purchase take(Slot slot) {
    boolean leads = slot.claimLead();
    while (true) {
      Step step = step(slot, leads);
      switch (step) {
        case Rest() -> {
          return null;
        }
        case Lead lead -> {
          leads = true;
          pauseUntil(lead.until());
        }
        case Serve(Purchase purchase) -> {
          if (leads) {
            appointLeader();
            leads = false;
          }
          if (isToBeSent(purchase)) {
            return purchase;
          }
        }
      }
    }
  }

  /** What a slot does next. */
  private sealed interface Step {}

  private record Rest() implements Step {}

  private record Lead(long until) implements Step {}

  private record Serve(Purchase purchase) implements Step {}

  private synchronized Step step(Slot slot, boolean leads) {
    if (isStopped()) {
      dropRest();
    }
    if (next == schedule.size()) {
      return rest(slot, leads);
    }
    long now = System.nanoTime();
    long due = startedAt() + schedule.offset(next);
    if (due - now <= NEAR_NANOS) {
      return new Serve(new Purchase(this, next++, due, !led && due < now));
    }
    if (led && !leads) {
      return rest(slot, false);
    }
    led = true;
    return new Lead(due - NEAR_NANOS);
  }

  private Step rest(Slot slot, boolean leads) {
    if (leads) {
      led = false;
    }
    atWork--;
    pool.push(slot);
    return new Rest();
  }

  private void dropRest() {
    for (; next < schedule.size(); next++) {
      dropped();
    }
  }

  /** Makes the idle slot that worked last the leader, if one is idle. */
  private void appointLeader() {
    Slot leader;
    synchronized (this) {
      leader = atWork < slots ? pool.pop() : null;
      led = leader != null;
      if (leader == null) {
        return;
      }
      atWork++;
    }
    leader.assign(this, true);
  }

  /** Waits until a purchase is due; settles one that is not to be sent. */
  private boolean isToBeSent(Purchase purchase) {
    long now = System.nanoTime();
    if (now - purchase.intended() > patienceNanos) {
      expired(purchase, now);
      return false;
    }
    pauseUntil(purchase.intended());
    if (isStopped()) {
      dropped();
      return false;
    }
    return true;
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
    if (unsettled.decrementAndGet() == 0) {
      settled().complete(null);
    }
  }
}
