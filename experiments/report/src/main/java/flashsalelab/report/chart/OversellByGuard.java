package flashsalelab.report.chart;

import flashsalelab.report.figure.Amount;
import flashsalelab.report.figure.Figure;
import flashsalelab.report.figure.Panel;
import flashsalelab.report.figure.Row;
import flashsalelab.report.run.Experiment;
import flashsalelab.report.run.Run;
import flashsalelab.report.run.Variant;
import flashsalelab.report.run.Window;
import flashsalelab.results.RoundRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What each stock guard promised beyond the supply, and what that cost in time and processors;
 * after a crash, what it withheld from sale instead of the cost. A row per load and phase.
 */
public final class OversellByGuard implements Chart {
  private static final String READING =
      "Bars and dots: median of the rounds; whiskers: least and greatest round.";
  private static final String CONTROL = " FAIL*: a control, which has to fail.";

  @Override
  public String name() {
    return "oversell-by-guard";
  }

  @Override
  public Optional<Figure> figure(Run run) {
    var looks = new Looks(run);
    var rows = new ArrayList<Row>();
    var shown = new ArrayList<RoundRow>();
    var tally = new Tally();
    for (Experiment experiment : run.experiments()) {
      if (experiment.comparesGuards() && !experiment.rounds().isEmpty()) {
        for (Window window : experiment.windows()) {
          row(experiment, window, looks).ifPresent(rows::add);
        }
        shown.addAll(experiment.rounds());
        tally.add(experiment);
      }
    }
    boolean control =
        run.experiments().stream()
            .filter(Experiment::comparesGuards)
            .anyMatch(experiment -> experiment.variants().stream().anyMatch(Variant::control));
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Figure(
                tally.sentence(),
                rows,
                Caption.of(run, READING + (control ? CONTROL : ""), shown),
                Caption.warning(run)));
  }

  private static Optional<Row> row(Experiment experiment, Window window, Looks looks) {
    List<Variant> variants =
        experiment.variants().stream()
            .filter(variant -> !experiment.rounds(window, variant).isEmpty())
            .toList();
    if (variants.isEmpty()) {
      return Optional.empty();
    }
    var panels = new GuardPanels(experiment, window, variants, looks);
    boolean crash = panels.any(RoundRow::unrecovered);
    List<Panel> shown =
        crash
            ? List.of(panels.oversold(), panels.lost())
            : Stream.of(
                    Optional.of(panels.oversold()),
                    panels.cost("time", "latency, 99th percentile", RoundRow::p99Ms),
                    panels.cost("CPU", "per decided purchase", RoundRow::cpuMsPerDecided))
                .flatMap(Optional::stream)
                .toList();
    return Optional.of(
        new Row(
            "%s · %s · %s"
                .formatted(experiment.name(), window.phase(), Labels.inline(experiment, window)),
            supply(window) + (crash ? "; one of the edges is killed half way" : ""),
            List.of(),
            shown));
  }

  private static String supply(Window window) {
    return window.stock().isPresent()
        ? Amount.of(window.stock().getAsLong(), "unit") + " on sale"
        : "";
  }
}
