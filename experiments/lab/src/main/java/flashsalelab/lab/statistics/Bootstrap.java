package flashsalelab.lab.statistics;

import java.util.Arrays;
import java.util.Random;

/**
 * The median of a few observations, with a percentile bootstrap interval (Efron, "Bootstrap
 * Methods: Another Look at the Jackknife", 1979): the observations are drawn again with
 * replacement, {@value #RESAMPLES} times, and the interval holds the middle 95% of the medians.
 */
public final class Bootstrap {
  static final int RESAMPLES = 10_000;
  private static final double LOW = 0.025;
  private static final double HIGH = 0.975;

  private Bootstrap() {}

  /**
   * The median and its 95% interval.
   *
   * @param seed the same one gives the same interval
   * @throws IllegalArgumentException if there is no observation
   */
  public static Interval median(double[] observations, long seed) {
    if (observations.length == 0) {
      throw new IllegalArgumentException("no observations");
    }
    var random = new Random(seed);
    double[] medians = new double[RESAMPLES];
    double[] resample = new double[observations.length];
    for (int i = 0; i < RESAMPLES; i++) {
      for (int j = 0; j < resample.length; j++) {
        resample[j] = observations[random.nextInt(observations.length)];
      }
      medians[i] = median(resample);
    }
    Arrays.sort(medians);
    return new Interval(median(observations), quantile(medians, LOW), quantile(medians, HIGH));
  }

  /** The middle observation, or the mean of the two in the middle. */
  public static double median(double[] observations) {
    double[] sorted = observations.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static double quantile(double[] sorted, double share) {
    return sorted[(int) Math.round(share * (sorted.length - 1))];
  }
}
