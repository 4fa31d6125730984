package flashsalelab.report.chart;

import flashsalelab.report.figure.Amount;
import flashsalelab.report.figure.Axis;
import flashsalelab.report.figure.Figure;
import flashsalelab.report.figure.Panel;
import flashsalelab.report.figure.Row;
import flashsalelab.report.figure.Series;
import flashsalelab.report.figure.Series.Point;
import flashsalelab.report.run.Experiment;
import flashsalelab.report.run.Run;
import flashsalelab.report.run.Spread;
import flashsalelab.report.run.Variant;
import flashsalelab.report.run.Window;
import flashsalelab.results.RoundRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Purchases decided against purchases offered, by variant: a panel per phase. */
public final class ThroughputComparison implements Chart {
  /** How far a load's dashes go to either side of its middle. */
  private static final double HALF_PLACE = 0.42;

  @Override
  public String name() {
    return "throughput-comparison";
  }

  @Override
  public Optional<Figure> figure(Run run) {
    var looks = new Looks(run);
    var rows = new ArrayList<Row>();
    var shown = new ArrayList<RoundRow>();
    for (Experiment experiment : run.notOnGuards()) {
      row(experiment, looks)
          .ifPresent(row -> {
            rows.add(row);
            shown.addAll(experiment.rounds());
          });
    }
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Figure(
            "Throughput: purchases decided per second, against those offered",
            rows,
            Caption.of(
                run,
                "Markers: median of the rounds; whiskers: least and greatest round; dashes: what was"
                    + " offered.",
                shown),
            Caption.warning(run)));
  }

  private static Optional<Row> row(Experiment experiment, Looks looks) {
    List<Window> windows =
        experiment.windows().stream()
            .filter(window ->
                experiment.variants().stream()
                    .anyMatch(variant -> point(experiment, window, variant, 0).isPresent()))
            .toList();
    if (windows.isEmpty()) {
      return Optional.empty();
    }
    Axis.Numbers y =
        Axis.Numbers.fromZero(
            "decided (purchases per second)",
            windows.stream()
                .flatMap(window ->
                    Stream.concat(
                        Stream.of(experiment.offeredPerS(window)),
                        experiment.variants().stream()
                            .flatMap(variant -> point(experiment, window, variant, 0).stream())
                            .map(Point::high)))
                .toList());
    List<String> phases = windows.stream().map(Window::phase).distinct().toList();
    var legend = new ArrayList<>(looks.legend(experiment.variants()));
    legend.add(new Row.Swatch("offered", Series.REFERENCE_LOOK));
    return Optional.of(
        new Row(
            experiment.name(),
            finding(experiment, phases.getFirst(), windows),
            legend,
            phases.stream().map(phase -> panel(experiment, phase, windows, y, looks)).toList()));
  }

  private static String finding(Experiment experiment, String phase, List<Window> windows) {
    return windows.stream()
        .filter(window -> window.phase().equals(phase))
        .max((a, b) -> Double.compare(experiment.offeredPerS(a), experiment.offeredPerS(b)))
        .map(window -> Finding.of(experiment, window, "throughput_per_s", "throughput"))
        .orElse("");
  }

  private static Panel panel(
      Experiment experiment, String phase, List<Window> all, Axis y, Looks looks) {
    List<Window> windows = all.stream().filter(window -> window.phase().equals(phase)).toList();
    var series = new ArrayList<Series>();
    for (int i = 0; i < windows.size(); i++) {
      double offered = experiment.offeredPerS(windows.get(i));
      series.add(
          Series.reference(
              "offered at " + windows.get(i).load(),
              i - HALF_PLACE,
              offered,
              i + HALF_PLACE,
              offered,
              ""));
    }
    for (Variant variant : experiment.variants()) {
      var points = new ArrayList<Point>();
      for (int i = 0; i < windows.size(); i++) {
        point(experiment, windows.get(i), variant, i).ifPresent(points::add);
      }
      series.add(new Series(variant.name(), looks.of(variant), Series.Form.DOTS, points));
    }
    return new Panel(phase, new Axis.Categories("", Labels.of(experiment, windows)), y, series);
  }

  private static Optional<Point> point(
      Experiment experiment, Window window, Variant variant, int place) {
    return Spread.of(
            experiment.rounds(window, variant).stream()
                .filter(row -> row.requests() > 0)
                .map(RoundRow::throughputPerS)
                .toList())
        .map(spread ->
            new Point(
                place,
                spread.median(),
                spread.least(),
                spread.greatest(),
                Amount.of(spread.median())));
  }
}
