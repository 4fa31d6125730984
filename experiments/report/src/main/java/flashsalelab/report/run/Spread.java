package flashsalelab.report.run;

import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Some observations at a glance.
 *
 * @param n how many
 * @param median the middle one, or the mean of the two in the middle
 * @param mean arithmetic mean
 * @param least smallest
 * @param greatest largest
 */
public record Spread(int n, double median, double mean, double least, double greatest) {

  /** Of those that are there; empty if none is. */
  public static Optional<Spread> of(Collection<? extends @Nullable Number> values) {
    double[] sorted =
        values.stream()
            .filter(value -> value != null && Double.isFinite(value.doubleValue()))
            .mapToDouble(value -> value == null ? 0 : value.doubleValue())
            .sorted()
            .toArray();
    if (sorted.length == 0) {
      return Optional.empty();
    }
    int half = sorted.length / 2;
    double median = sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    double sum = 0;
    for (double value : sorted) {
      sum += value;
    }
    return Optional.of(
        new Spread(
            sorted.length, median, sum / sorted.length, sorted[0], sorted[sorted.length - 1]));
  }
}
