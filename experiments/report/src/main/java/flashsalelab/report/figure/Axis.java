package flashsalelab.report.figure;

import java.util.Collection;
import java.util.List;

/** A direction of a panel. */
public sealed interface Axis {
  /** What it measures, with the unit; may be empty. */
  String title();

  /**
   * Named places, at 0, 1, 2 and so on.
   *
   * @param labels their names; a line break starts a second, lesser line
   */
  record Categories(String title, List<String> labels) implements Axis {
    public Categories {
      labels = List.copyOf(labels);
    }
  }

  /**
   * A range of numbers.
   *
   * @param log whether equal distances are equal ratios; {@code min} is above 0 then
   */
  record Numbers(String title, boolean log, double min, double max) implements Axis {
    public Numbers {
      if (!(min < max) || (log && !(min > 0)) || Double.isInfinite(max)) {
        throw new IllegalArgumentException(
            "not a range of %s: %s to %s".formatted(title, min, max));
      }
    }

    /** From 0 to somewhat above the greatest value. */
    public static Numbers fromZero(String title, Collection<Double> values) {
      double greatest = values.stream().mapToDouble(value -> value).max().orElse(0);
      return new Numbers(title, false, 0, greatest > 0 ? greatest * 1.12 : 1);
    }

    /**
     * A logarithmic axis where the values span more than a factor of {@value #LOG_FROM}, which a
     * linear one would press into its foot; else one from 0. The title says so.
     */
    public static Numbers fitting(String title, String unit, Collection<Double> values) {
      double least =
          values.stream().mapToDouble(value -> value).filter(value -> value > 0).min().orElse(1);
      double greatest = values.stream().mapToDouble(value -> value).max().orElse(1);
      if (greatest < least * LOG_FROM) {
        return fromZero("%s (%s)".formatted(title, unit), values);
      }
      return logarithmic(title, unit, least, greatest);
    }

    /** A logarithmic axis around a range above 0. */
    public static Numbers logarithmic(String title, String unit, double least, double greatest) {
      return new Numbers(
          "%s (%s, log scale)".formatted(title, unit), true, least / 1.25, greatest * 1.35);
    }

    private static final int LOG_FROM = 8;
  }
}
