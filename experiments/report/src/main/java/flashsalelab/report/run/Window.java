package flashsalelab.report.run;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A measured window of an experiment.
 *
 * @param load name of the load
 * @param phase name of the phase
 * @param offeredPerS arrivals per second that were meant to come, absent where the spec is missing
 * @param stock units on sale, absent likewise
 */
public record Window(String load, String phase, OptionalDouble offeredPerS, OptionalLong stock) {
  boolean is(String otherLoad, String otherPhase) {
    return load.equals(otherLoad) && phase.equals(otherPhase);
  }
}
