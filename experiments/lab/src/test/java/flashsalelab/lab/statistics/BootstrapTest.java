package flashsalelab.lab.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BootstrapTest {

  @Test
  void median_oddAndEven_areTheMiddle() {
    assertThat(Bootstrap.median(new double[] {3, 1, 2})).isEqualTo(2);
    assertThat(Bootstrap.median(new double[] {4, 1, 2, 3})).isEqualTo(2.5);
  }

  @Test
  void median_sameSeed_sameInterval() {
    double[] observations = {1.0, 1.2, 0.9, 1.1, 1.3, 0.8};

    assertThat(Bootstrap.median(observations, 7)).isEqualTo(Bootstrap.median(observations, 7));
  }

  @Test
  void median_constantObservations_intervalIsAPoint() {
    assertThat(Bootstrap.median(new double[] {2, 2, 2}, 1)).isEqualTo(new Interval(2, 2, 2));
  }

  /** Of 300 samples from a known population, the 95% interval must hold the true median in most. */
  @Test
  void median_knownPopulation_intervalCoversTheTruth() {
    var random = new Random(42);
    int covered = 0;
    int trials = 300;
    for (int trial = 0; trial < trials; trial++) {
      double[] sample = random.doubles(15).toArray();
      Interval interval = Bootstrap.median(sample, trial);
      covered += interval.low() <= 0.5 && 0.5 <= interval.high() ? 1 : 0;
    }

    assertThat((double) covered / trials).isBetween(0.90, 0.99);
  }

  @Test
  void median_noObservations_isRefused() {
    assertThatThrownBy(() -> Bootstrap.median(new double[0], 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
