package flashsalelab.results.load;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One stretch of load on one product, or on many of one kind.
 *
 * @param name unique in its plan; letters, digits, dash and dot, as it becomes a histogram tag
 * @param sku the product that is bought; where there are many, what their skus begin with
 * @param arrivals how requests arrive
 * @param durationMs how long arrivals go on, in milliseconds
 * @param audience who watches the product meanwhile, or null where nobody does
 * @param products how many products there are, bought one after the other
 */
public record Segment(
    String name,
    String sku,
    Arrivals arrivals,
    long durationMs,
    @Nullable Audience audience,
    int products) {
  public Segment {
    if (!name.matches("[A-Za-z0-9.-]+")) {
      throw new IllegalArgumentException("not a segment name: '" + name + "'");
    }
    if (durationMs <= 0) {
      throw new IllegalArgumentException("durationMs must be above 0, was " + durationMs);
    }
    if (products < 1) {
      throw new IllegalArgumentException("products must be above 0, was " + products);
    }
  }

  /** A segment on one product. */
  public Segment(
      String name, String sku, Arrivals arrivals, long durationMs, @Nullable Audience audience) {
    this(name, sku, arrivals, durationMs, audience, 1);
  }

  /** A segment on one product that nobody watches. */
  public Segment(String name, String sku, Arrivals arrivals, long durationMs) {
    this(name, sku, arrivals, durationMs, null);
  }

  /** The products that are bought. */
  public List<String> skus() {
    return skus(sku, products);
  }

  /**
   * The skus of many products of one kind.
   *
   * @param sku what they begin with; of one product, all of it
   */
  public static List<String> skus(String sku, int products) {
    return products == 1
        ? List.of(sku)
        : IntStream.rangeClosed(1, products).mapToObj(each -> sku + "-" + each).toList();
  }
}
