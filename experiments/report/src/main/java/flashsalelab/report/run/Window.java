package flashsalelab.report.run;

import flashsalelab.results.ExperimentSpec.SurgeSpec;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A measured window of an experiment.
 *
 * @param load name of the load
 * @param phase name of the phase
 * @param offeredPerS arrivals per second that were meant to come, absent where the spec is missing
 * @param stock units on sale, absent likewise
 * @param surge what came beyond that for a while, or null
 */
public record Window(
    String load,
    String phase,
    OptionalDouble offeredPerS,
    OptionalLong stock,
    @Nullable SurgeSpec surge) {

  /** A window of steady arrivals. */
  public Window(String load, String phase, OptionalDouble offeredPerS, OptionalLong stock) {
    this(load, phase, offeredPerS, stock, null);
  }

  boolean is(String otherLoad, String otherPhase) {
    return load.equals(otherLoad) && phase.equals(otherPhase);
  }
}
