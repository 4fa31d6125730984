package flashsalelab.results.load;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** How requests arrive during a {@link Segment}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "model")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Arrivals.Open.class, name = "open"),
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
      if (!(ratePerSecond > 0) || Double.isInfinite(ratePerSecond)) {
        throw new IllegalArgumentException("ratePerSecond must be above 0, was " + ratePerSecond);
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
}
