package flashsalelab.results;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run concludes: {@code verdicts.json}.
 *
 * @param verdicts on the safety of each variant
 * @param comparisons of each variant with its experiment's baseline
 */
public record Verdicts(List<Verdict> verdicts, List<Comparison> comparisons) {
  public Verdicts {
    verdicts = List.copyOf(verdicts);
    comparisons = List.copyOf(comparisons);
  }

  /**
   * The safety of one variant under one load over all rounds.
   *
   * @param safety of all rounds together
   * @param expectedViolation whether it is a control that must be seen to fail
   * @param asExpected PASS of a variant, or FAIL of a control
   * @param rounds how many were audited
   * @param violations rounds in which an invariant was broken
   * @param violationRateBound upper 95% bound of the chance that a round violates, about 3 by
   *     rounds where none did (the rule of three); absent otherwise
   * @param reason why safety is not PASS, else empty
   */
  public record Verdict(
      String experiment,
      String load,
      String phase,
      String variant,
      Safety safety,
      boolean expectedViolation,
      boolean asExpected,
      int rounds,
      int violations,
      @Nullable Double violationRateBound,
      String reason) {}

  /**
   * A candidate against the baseline: the ratio candidate by baseline in each round, its median and
   * the bootstrap 95% interval of the median over rounds.
   *
   * @param metric what was compared, {@code p99_ms} for instance
   * @param rounds pairs compared
   * @param ratio median, absent without a pair
   * @param low lower end of the interval, absent with fewer than two pairs; likewise high
   * @param high upper end of the interval
   * @param margin ratios within 1/(1+margin) and 1+margin count as equivalent
   */
  public record Comparison(
      String experiment,
      String load,
      String phase,
      String metric,
      String baseline,
      String candidate,
      int rounds,
      @Nullable Double ratio,
      @Nullable Double low,
      @Nullable Double high,
      double margin,
      Judgement judgement) {}
}
