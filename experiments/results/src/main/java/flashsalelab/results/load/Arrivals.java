package flashsalelab.results.load;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** How requests arrive during a {@link Segment}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "model")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Arrivals.Open.class, name = "open"),
  @JsonSubTypes.Type(value = Arrivals.Surge.class, name = "surge"),
  @JsonSubTypes.Type(value = Arrivals.Closed.class, name = "closed")
})
public sealed interface Arrivals {

  /**
   * A Poisson process: buyers come when they come, however slow the answers are. Latency counts
   * from the intended start.
   *
   * @param ratePerSecond mean arrivals per second, above 0
   * @param seed of the exponential gaps, so that every variant meets the same schedule
   */
  record Open(double ratePerSecond, long seed) implements Arrivals {
    public Open {
      requireRate("ratePerSecond", ratePerSecond);
    }
  }

  /**
   * A Poisson process whose rate is another one for a while.
   *
   * @param ratePerSecond mean arrivals per second before and after, above 0
   * @param surgePerSecond mean arrivals per second meanwhile, above 0
   * @param fromMs when that begins, in milliseconds after the segment's start
   * @param untilMs when it ends, likewise
   * @param seed as of {@link Open}
   */
  record Surge(double ratePerSecond, double surgePerSecond, long fromMs, long untilMs, long seed)
      implements Arrivals {
    public Surge {
      requireRate("ratePerSecond", ratePerSecond);
      requireRate("surgePerSecond", surgePerSecond);
      if (fromMs < 0 || untilMs <= fromMs) {
        throw new IllegalArgumentException(
            "a surge must begin before it ends, was from %d to %d ms".formatted(fromMs, untilMs));
      }
    }
  }

  /**
   * A fixed number of users, each sending its next request when the last was answered.
   *
   * @param users requests in flight at any time, at least 1
   */
  record Closed(int users) implements Arrivals {
    public Closed {
      if (users < 1) {
        throw new IllegalArgumentException("users must be at least 1, was " + users);
      }
    }
  }

  private static void requireRate(String name, double rate) {
    if (!(rate > 0) || Double.isInfinite(rate)) {
      throw new IllegalArgumentException("%s must be above 0, was %s".formatted(name, rate));
    }
  }
}
