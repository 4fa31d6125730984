package flashsalelab.lab.statistics;

import flashsalelab.results.Judgement;
import flashsalelab.results.RoundRow;
import flashsalelab.results.Verdicts.Comparison;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Compares a candidate with a baseline, round by round: a round is one observation, and its effect
 * is the ratio candidate by baseline. The judgement rests on the bootstrap interval of the median
 * ratio against a margin; with fewer than {@value #FEWEST_ROUNDS} rounds it is always inconclusive.
 */
public final class PairedComparison {
  static final int FEWEST_ROUNDS = 6;

  private PairedComparison() {}

  /**
   * Compares by one metric.
   *
   * @param baseline rounds of the baseline under one load and phase
   * @param candidate rounds of the candidate under the same
   * @param margin ratios within 1/(1+margin) and 1+margin count as equivalent
   * @param seed of the bootstrap
   * @throws IllegalArgumentException if there are no rounds of either
   */
  public static Comparison of(
      Metric metric, List<RoundRow> baseline, List<RoundRow> candidate, double margin, long seed) {
    if (baseline.isEmpty() || candidate.isEmpty()) {
      throw new IllegalArgumentException("nothing to compare");
    }
    double[] ratios = ratios(metric, baseline, candidate);
    RoundRow one = candidate.getFirst();
    String baselineName = baseline.getFirst().variant();
    @Nullable Interval interval = ratios.length == 0 ? null : Bootstrap.median(ratios, seed);
    boolean hasSpread = ratios.length > 1;
    return new Comparison(
        one.experiment(),
        one.load(),
        one.phase(),
        metric.column(),
        baselineName,
        one.variant(),
        ratios.length,
        interval == null ? null : interval.estimate(),
        interval == null || !hasSpread ? null : interval.low(),
        interval == null || !hasSpread ? null : interval.high(),
        margin,
        interval == null ? Judgement.INCONCLUSIVE : judge(metric, interval, ratios.length, margin));
  }

  private static double[] ratios(Metric metric, List<RoundRow> baseline, List<RoundRow> candidate) {
    Map<Integer, Double> before = new HashMap<>();
    for (RoundRow row : baseline) {
      Double value = metric.of(row);
      if (value != null && value > 0) {
        before.put(row.round(), value);
      }
    }
    return candidate.stream()
        .filter(row -> before.containsKey(row.round()))
        .filter(row -> metric.of(row) != null)
        .mapToDouble(row ->
            Objects.requireNonNull(metric.of(row))
                / Objects.requireNonNull(before.get(row.round())))
        .toArray();
  }

  static Judgement judge(Metric metric, Interval ratio, int rounds, double margin) {
    double upper = 1 + margin;
    double lower = 1 / upper;
    if (rounds < FEWEST_ROUNDS) {
      return Judgement.INCONCLUSIVE;
    }
    if (ratio.low() > upper) {
      return metric.moreIsFaster() ? Judgement.FASTER : Judgement.SLOWER;
    }
    if (ratio.high() < lower) {
      return metric.moreIsFaster() ? Judgement.SLOWER : Judgement.FASTER;
    }
    return ratio.low() >= lower && ratio.high() <= upper
        ? Judgement.EQUIVALENT
        : Judgement.INCONCLUSIVE;
  }
}
