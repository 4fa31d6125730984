package flashsalelab.web.live;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;

/** What all subscribers have in common: their places, their heartbeats, what is counted. */
final class Followers {
  private final Places places;
  private final LiveMetrics metrics;
  private final long heartbeatNanos;
  private final LongSupplier ticker;

  Followers(Places places, LiveMetrics metrics, Duration heartbeat, LongSupplier ticker) {
    this.places = places;
    this.metrics = metrics;
    this.heartbeatNanos = heartbeat.toNanos();
    this.ticker = ticker;
  }

  LiveMetrics metrics() {
    return metrics;
  }

  /** When the next heartbeat is due: within the last quarter of the interval. */
  long nextBeat() {
    return ticker.getAsLong()
        + heartbeatNanos
        - ThreadLocalRandom.current().nextLong(heartbeatNanos / 4 + 1);
  }

  /** A subscriber gave its place back. */
  void left(Kind kind, boolean tooSlow) {
    places.free(kind);
    if (tooSlow) {
      metrics.slow();
    }
  }
}
