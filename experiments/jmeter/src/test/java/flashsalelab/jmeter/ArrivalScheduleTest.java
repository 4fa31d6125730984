package flashsalelab.jmeter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import flashsalelab.results.load.Arrivals;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ArrivalScheduleTest {
  private static final double RATE = 1_000;
  private static final Duration DURATION = Duration.ofSeconds(100);
  private static final long SEED = 20_261_123;

  @Test
  void poisson_sameSeed_givesTheSameSchedule() {
    assertThat(offsets(poisson(SEED))).isEqualTo(offsets(poisson(SEED)));
  }

  @Test
  void poisson_otherSeed_givesAnotherSchedule() {
    assertThat(offsets(poisson(SEED))).isNotEqualTo(offsets(poisson(SEED + 1)));
  }

  @Test
  void poisson_offsets_ascendWithinTheDuration() {
    long[] offsets = offsets(poisson(SEED));
    assertThat(offsets).isSorted();
    assertThat(offsets[0]).isNotNegative();
    assertThat(offsets[offsets.length - 1]).isLessThan(DURATION.toNanos());
  }

  /** The number of arrivals is Poisson: its standard deviation is the root of its mean. */
  @Test
  void poisson_number_isWithinFourDeviationsOfTheMean() {
    double expected = RATE * DURATION.toSeconds();
    for (long seed = 0; seed < 20; seed++) {
      assertThat((double) poisson(seed).size())
          .isCloseTo(expected, within(4 * Math.sqrt(expected)));
    }
  }

  /**
   * Kolmogorov-Smirnov: the largest distance between the observed and the exponential distribution
   * of gaps is below 1.63 / sqrt(n) in 99 of 100 such samples.
   */
  @Test
  void poisson_gaps_areExponential() {
    double[] gaps = sortedGapsInSeconds(poisson(SEED));
    int n = gaps.length;
    double distance = 0;
    for (int i = 0; i < n; i++) {
      double exponential = -Math.expm1(-RATE * gaps[i]);
      distance = Math.max(distance, exponential - (double) i / n);
      distance = Math.max(distance, (double) (i + 1) / n - exponential);
    }
    assertThat(distance * Math.sqrt(n)).isLessThan(1.63);
  }

  /** Without memory: how long one gap was says nothing of the next. */
  @Test
  void poisson_gaps_areNotCorrelated() {
    long[] offsets = offsets(poisson(SEED));
    double mean = 1e9 / RATE;
    double covariance = 0;
    for (int i = 2; i < offsets.length; i++) {
      covariance += (offsets[i] - offsets[i - 1] - mean) * (offsets[i - 1] - offsets[i - 2] - mean);
    }
    double correlation = covariance / (offsets.length - 2) / (mean * mean);
    assertThat(correlation).isCloseTo(0, within(4 / Math.sqrt(offsets.length)));
  }

  @Test
  void surging_rates_areThoseOfEachPart() {
    var surge = new Arrivals.Surge(RATE, 4 * RATE, 20_000, 50_000, SEED);
    long[] offsets = offsets(ArrivalSchedule.surging(surge, DURATION));

    assertThat(offsets).isSorted();
    assertThat(offsets[offsets.length - 1]).isLessThan(DURATION.toNanos());
    assertThatPartHas(offsets, 0, 20, RATE);
    assertThatPartHas(offsets, 20, 50, 4 * RATE);
    assertThatPartHas(offsets, 50, 100, RATE);
  }

  private static void assertThatPartHas(long[] offsets, int fromS, int untilS, double rate) {
    double expected = rate * (untilS - fromS);
    double found =
        Arrays.stream(offsets).filter(at -> at >= fromS * 1e9 && at < untilS * 1e9).count();
    assertThat(found).isCloseTo(expected, within(4 * Math.sqrt(expected)));
  }

  @Test
  void surging_beyondTheEnd_isCutOff() {
    var surge = new Arrivals.Surge(RATE, 4 * RATE, 90_000, 200_000, SEED);
    long[] offsets = offsets(ArrivalSchedule.surging(surge, DURATION));

    assertThat(offsets[offsets.length - 1]).isLessThan(DURATION.toNanos());
    assertThatPartHas(offsets, 90, 100, 4 * RATE);
  }

  @Test
  void poisson_tooManyArrivals_isRefused() {
    assertThatThrownBy(() -> ArrivalSchedule.poisson(1e9, Duration.ofHours(1), SEED))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ratePerSecond");
  }

  private static ArrivalSchedule poisson(long seed) {
    return ArrivalSchedule.poisson(RATE, DURATION, seed);
  }

  private static long[] offsets(ArrivalSchedule schedule) {
    return IntStream.range(0, schedule.size()).mapToLong(schedule::offset).toArray();
  }

  private static double[] sortedGapsInSeconds(ArrivalSchedule schedule) {
    long[] offsets = offsets(schedule);
    double[] gaps = new double[offsets.length];
    for (int i = 0; i < gaps.length; i++) {
      gaps[i] = (offsets[i] - (i == 0 ? 0 : offsets[i - 1])) / 1e9;
    }
    Arrays.sort(gaps);
    return gaps;
  }
}
