package flashsalelab.payments.client;

import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;

/**
 * The waits between attempts: they double, and each is spread evenly by half to either side, so
 * that many who failed at once do not come back at once.
 */
record RetryPauses(Duration first) {
  private static final double FACTOR = 2;
  private static final double SPREAD = 0.5;

  /** The wait after the n-th attempt, counted from 1, in ms. */
  IntervalFunction function() {
    return IntervalFunction.ofExponentialRandomBackoff(first, FACTOR, SPREAD);
  }

  /** The longest that so many waits take together. */
  Duration longest(int retries) {
    double millis = 0;
    for (int retry = 0; retry < retries; retry++) {
      millis += first.toMillis() * Math.pow(FACTOR, retry) * (1 + SPREAD);
    }
    return Duration.ofMillis(Math.round(millis));
  }
}
