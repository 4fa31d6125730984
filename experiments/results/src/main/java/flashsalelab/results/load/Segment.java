package flashsalelab.results.load;

import org.jspecify.annotations.Nullable;

/**
 * One stretch of load on one product.
 *
 * @param name unique in its plan; letters, digits, dash and dot, as it becomes a histogram tag
 * @param sku the product that is bought
 * @param arrivals how requests arrive
 * @param durationMs how long arrivals go on, in milliseconds
 * @param audience who watches the product meanwhile, or null where nobody does
 */
public record Segment(
    String name, String sku, Arrivals arrivals, long durationMs, @Nullable Audience audience) {
  public Segment {
    if (!name.matches("[A-Za-z0-9.-]+")) {
      throw new IllegalArgumentException("not a segment name: '" + name + "'");
    }
    if (durationMs <= 0) {
      throw new IllegalArgumentException("durationMs must be above 0, was " + durationMs);
    }
  }

  /** A segment that nobody watches. */
  public Segment(String name, String sku, Arrivals arrivals, long durationMs) {
    this(name, sku, arrivals, durationMs, null);
  }
}
