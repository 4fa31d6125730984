package flashsalelab.web.protection;

import java.time.Duration;

/**
 * How many purchases may be under way, worked out from how long they stay in the edge.
 *
 * <p>Time is looked at in windows. A window is slow if those who left in it had been in the edge
 * for longer than the target on average, or if those who are still in it will be at the rate at
 * which others leave. {@value #STANDING} slow windows one after the other are a queue that stands,
 * and not a burst or a pause of the garbage collector (the distinction that CoDel makes, RFC 8289,
 * section 3). Then the limit becomes what Little's law allows: answers per second times the target,
 * so that the next purchases stay in the edge about as long as the target. After every other window
 * it grows by a sixteenth, until it is out of the way again.
 *
 * <p>The limits of Netflix' concurrency-limits were no fit: Vegas and Gradient2 compare with the
 * quickest or the usual time, and the time of an edge whose event loop serves a batch of sockets in
 * turn is a multiple of the quickest at any load that is worth having; AIMD adds one at a time.
 *
 * <p>Used by one thread at a time.
 */
final class AdmissionLimit {
  /** How many windows in a row have to be too slow. */
  static final int STANDING = 4;

  /** The limit never falls below: an edge that answers nothing would never learn that it could. */
  static final int LEAST = 32;

  private static final double GROWTH = 17.0 / 16;

  private final Duration target;
  private final int most;
  private double limit;
  private int slowWindows;

  /** Of the slow windows after the first, which may have begun long before there was a queue. */
  private long answered;

  private long windowNanos;

  /**
   * @param target how long a purchase may stay in the edge
   * @param most the limit where nothing stands
   */
  AdmissionLimit(Duration target, int most) {
    this.target = target;
    this.most = most;
    this.limit = most;
  }

  /**
   * Looks at a window.
   *
   * @param left how many purchases have left the edge in it, at least one
   * @param timeInEdge the sum of the time that they were in the edge, in nanoseconds
   * @param window how long it was, in nanoseconds
   * @param underWay how many are in the edge at its end
   * @return the limit for the next one
   */
  int next(long left, long timeInEdge, long window, int underWay) {
    boolean slow = timeInEdge > left * target.toNanos();
    boolean willBeSlow = underWay > Math.max(LEAST, withinTarget(left, window));
    if (!slow && !willBeSlow) {
      limit = Math.min(most, limit * GROWTH + 1);
      lookAnew();
      return (int) limit;
    }
    slowWindows++;
    if (slowWindows > 1) {
      answered += left;
      windowNanos += window;
    }
    if (slowWindows == STANDING) {
      limit = Math.min(limit, Math.max(Math.min(LEAST, most), withinTarget(answered, windowNanos)));
      lookAnew();
    }
    return (int) limit;
  }

  private void lookAnew() {
    slowWindows = 0;
    answered = 0;
    windowNanos = 0;
  }

  /** Little's law: the number under way is the rate times the time. */
  private double withinTarget(long purchases, long nanos) {
    return (double) purchases / nanos * target.toNanos();
  }
}
