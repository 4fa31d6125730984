package flashsalelab.lab.run;

import flashsalelab.lab.experiment.Experiment;
import flashsalelab.lab.experiment.Phase;
import flashsalelab.lab.experiment.Variant;
import flashsalelab.lab.run.Summary.Cell;
import flashsalelab.lab.statistics.Metric;
import flashsalelab.lab.statistics.PairedComparison;
import flashsalelab.results.RoundRow;
import flashsalelab.results.Safety;
import flashsalelab.results.Verdicts;
import flashsalelab.results.Verdicts.Comparison;
import flashsalelab.results.Verdicts.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Concludes from the rounds of one experiment. */
final class Judge {
  private static final double CONFIDENCE_TAIL = 0.05;

  private final Experiment experiment;
  private final Lacking lacking;
  private final Map<Cell, List<RoundRow>> cells;
  private final boolean queues;
  private final long seed;

  Judge(Experiment experiment, Lacking lacking, List<RoundRow> rounds, long seed) {
    this.experiment = experiment;
    this.lacking = lacking;
    this.cells =
        Summary.cells(
            rounds.stream().filter(row -> row.experiment().equals(experiment.name())).toList());
    this.queues = experiment.variants().stream().anyMatch(Variant::isQueued);
    this.seed = seed;
  }

  /** On the safety of each variant, and how each compares with the baseline. */
  Verdicts verdicts() {
    var verdicts = new ArrayList<Verdict>();
    var comparisons = new ArrayList<Comparison>();
    cells.forEach((cell, rounds) -> {
      verdicts.add(verdict(cell, rounds));
      comparisons.addAll(comparisons(cell, rounds));
    });
    for (Variant variant : experiment.variants()) {
      lacking.of(variant).ifPresent(reason -> verdicts.addAll(leftOut(variant, reason)));
    }
    return new Verdicts(verdicts, comparisons);
  }

  /** Nothing was measured, so nothing is known. */
  private List<Verdict> leftOut(Variant variant, String reason) {
    return experiment.windows().stream()
        .map(window ->
            new Verdict(
                experiment.name(),
                window.load().word(),
                window.phase().word(),
                variant.name(),
                Safety.UNKNOWN,
                variant.mustOversell(),
                false,
                0,
                0,
                null,
                reason))
        .toList();
  }

  private Verdict verdict(Cell cell, List<RoundRow> rounds) {
    boolean control =
        experiment.variants().stream()
            .filter(variant -> variant.name().equals(cell.variant()))
            .anyMatch(Variant::mustOversell);
    Safety safety = Safety.of(rounds.stream().map(RoundRow::safety).toList());
    int violations = (int) rounds.stream().filter(row -> row.safety() == Safety.FAIL).count();
    boolean oversold = rounds.stream().anyMatch(row -> row.oversold() > 0);
    String reason =
        rounds.stream()
            .filter(row -> row.safety() == safety && safety != Safety.PASS)
            .findFirst()
            .map(row -> "round %d: %s".formatted(row.round(), row.reason()))
            .orElse("");
    return new Verdict(
        cell.experiment(),
        cell.load(),
        cell.phase(),
        cell.variant(),
        safety,
        control,
        control ? isAsBadAsExpected(cell, safety, oversold) : safety == Safety.PASS,
        rounds.size(),
        violations,
        safety == Safety.PASS ? violationRateBound(rounds.size()) : null,
        reason);
  }

  /**
   * Whether a control shows what it is there for. A crash may come before it has promised all there
   * is, and more; and a crowd that is spread over many products may never meet at one.
   */
  private boolean isAsBadAsExpected(Cell cell, Safety safety, boolean oversold) {
    if (Phase.of(cell.phase()).products() > 1) {
      return safety != Safety.UNKNOWN;
    }
    return safety == Safety.FAIL && (oversold || !isCompared(cell.phase()));
  }

  /**
   * The largest chance of a violation per round that still leaves a 5% chance of seeing none in n
   * rounds: 1 - 0.05^(1/n), about 3/n for many (the rule of three).
   */
  static double violationRateBound(int rounds) {
    return 1 - Math.pow(CONFIDENCE_TAIL, 1.0 / rounds);
  }

  private boolean isCompared(String phase) {
    return experiment.phases().stream()
        .filter(each -> each.word().equals(phase))
        .allMatch(Phase::isCompared);
  }

  /** Too few rounds were meant for it to compare them with those of its baseline. */
  private boolean isShownBeside(Cell cell, List<RoundRow> rounds, List<RoundRow> baselineRounds) {
    return !experiment.isHeadline(cell.variant()) && rounds.size() < baselineRounds.size();
  }

  private List<Comparison> comparisons(Cell cell, List<RoundRow> rounds) {
    var baseline =
        new Cell(
            cell.experiment(), cell.load(), cell.phase(), experiment.baselineOf(cell.variant()));
    List<RoundRow> baselineRounds = cells.get(baseline);
    if (cell.equals(baseline)
        || baselineRounds == null
        || !isCompared(cell.phase())
        || isShownBeside(cell, rounds, baselineRounds)) {
      return List.of();
    }
    return Arrays.stream(Metric.values())
        .filter(metric -> queues || !metric.isOfAcknowledgements())
        .map(metric ->
            PairedComparison.of(metric, baselineRounds, rounds, experiment.margin(), seed))
        .toList();
  }
}
