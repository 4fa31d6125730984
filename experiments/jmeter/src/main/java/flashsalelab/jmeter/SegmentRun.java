package flashsalelab.jmeter;

import flashsalelab.results.load.ClientOutcome;
import flashsalelab.results.load.Segment;
import java.net.URL;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One segment while it runs: gives purchases to slots, and counts them until every one has its
 * answer. Slots call it from many threads at once.
 */
abstract sealed class SegmentRun permits OpenRun, ClosedRun {
  /** Longest nap, so that a stop is noticed. */
  private static final long NAP_NANOS = 50_000_000;

  /** How late Linux lets a sleeping thread wake by default: prctl(2), PR_SET_TIMERSLACK. */
  private static final long TIMER_SLACK_NANOS = 50_000;

  /** What is too short to sleep. */
  private static final long SPIN_NANOS = 5_000;

  private final Segment segment;
  private final List<URL> urls;
  private final Evidence evidence;
  private final CompletableFuture<Void> settled = new CompletableFuture<>();
  private final Queue<Settled> queued = new ConcurrentLinkedQueue<>();
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicInteger maxInFlight = new AtomicInteger();
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();
  private final AtomicReference<@Nullable Throwable> firstFailure = new AtomicReference<>();
  private volatile long startedAt;
  private volatile boolean stopped;

  SegmentRun(Segment segment, List<URL> urls, Evidence evidence) {
    this.segment = segment;
    this.urls = List.copyOf(urls);
    this.evidence = evidence;
  }

  /** Lets the arrivals begin. Called once. */
  final void start() {
    startedAt = System.nanoTime();
    begin();
  }

  abstract void begin();

  /** When the segment started, on the clock of {@link System#nanoTime()}. */
  final long startedAt() {
    return startedAt;
  }

  /**
   * The next purchase of a slot, at the time when it is to be sent; the slot's thread waits for it.
   *
   * @return null when there is none left for the slot, which then has gone back to the pool
   */
  abstract @Nullable Purchase take(Slot slot);

  /** How many arrivals there are, sent or not; final once everything is settled. */
  abstract long scheduled();

  /** Told of every purchase that was taken, once, when it ended in whatever way. */
  abstract void onSettled();

  /** Ends the arrivals before their time: those that were not sent yet are dropped. */
  void stop() {
    stopped = true;
  }

  boolean isStopped() {
    return stopped;
  }

  /** Those that were accepted and are still to be decided, in the order of their answers. */
  Queue<Settled> queued() {
    return queued;
  }

  /** Completes when no purchase waits for an answer any more. */
  CompletableFuture<Void> settled() {
    return settled;
  }

  Segment segment() {
    return segment;
  }

  /** Where the purchase in this place of the segment is posted: one product after the other. */
  URL url(int index) {
    return urls.get(index % urls.size());
  }

  /** Marks a request that leaves now. */
  void leaving() {
    sent.incrementAndGet();
    int now = inFlight.incrementAndGet();
    if (now > maxInFlight.get()) {
      maxInFlight.accumulateAndGet(now, Math::max);
    }
  }

  /** Frees the slot of a purchase that was sent, and settles it unless it was queued. */
  void answered(Purchase purchase, Answer answer, long left, long completed) {
    inFlight.decrementAndGet();
    var settled =
        Settled.byAnswer(
            purchase, answer, completed - purchase.intended(), lateness(purchase, left));
    if (answer.isQueued()) {
      queued.add(settled);
    } else {
      evidence.add(settled);
    }
    onSettled();
  }

  /** Settles a purchase that waited for a slot until it was too late. */
  void expired(Purchase purchase, long now) {
    evidence.add(
        Settled.byAnswer(
            purchase,
            Answer.none(ClientOutcome.EXPIRED),
            now - purchase.intended(),
            Settled.NOT_OURS));
    onSettled();
  }

  /** Settles a purchase that the generator itself could not send, after {@link #leaving}. */
  void failed(Throwable why) {
    firstFailure.compareAndSet(null, why);
    inFlight.decrementAndGet();
    sent.decrementAndGet();
    dropped();
  }

  /** Settles a purchase that will not be sent. */
  void dropped() {
    dropped.incrementAndGet();
    onSettled();
  }

  /** What the first of the purchases failed with that the generator could not send. */
  Optional<Throwable> firstFailure() {
    return Optional.ofNullable(firstFailure.get());
  }

  long sent() {
    return sent.get();
  }

  long droppedCount() {
    return dropped.get();
  }

  int maxInFlight() {
    return maxInFlight.get();
  }

  /** How late a request left that the generator had a slot for. */
  abstract long lateness(Purchase purchase, long left);

  /** Waits until a time on the clock of {@link System#nanoTime()}, or until the stop. */
  final void pauseUntil(long time) {
    long left = time - System.nanoTime();
    while (left > 0 && !stopped) {
      if (left > SPIN_NANOS) {
        LockSupport.parkNanos(Math.clamp(left - TIMER_SLACK_NANOS, 1, NAP_NANOS));
      } else {
        Thread.onSpinWait();
      }
      left = time - System.nanoTime();
    }
  }
}
