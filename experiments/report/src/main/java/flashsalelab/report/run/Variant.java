package flashsalelab.report.run;

import org.jspecify.annotations.Nullable;

/**
 * A variant of an experiment.
 *
 * @param name its name
 * @param guard the stock guard it ran with, empty where the spec is missing
 * @param control whether its invariants must be seen to break
 * @param baseline the variant that it alone is compared with, or null for the experiment's
 */
public record Variant(String name, String guard, boolean control, @Nullable String baseline) {

  /** A variant that is compared as the experiment says. */
  public Variant(String name, String guard, boolean control) {
    this(name, guard, control, null);
  }
}
