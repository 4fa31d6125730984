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
                "Markers: median of the rounds; whiskers: least and greatest round; markers at one"
                    + " load stand slightly apart to be seen.",
                shown),
            Caption.warning(run)));
  }

  private static Optional<Row> row(Experiment experiment, Looks looks) {
    List<Window> windows =
        experiment.windows().stream()
            .filter(window ->
                experiment.variants().stream()
                    .anyMatch(variant -> point(experiment, window, variant).isPresent()))
            .toList();
    if (windows.isEmpty()) {
      return Optional.empty();
    }
    List<Double> offered = windows.stream().map(experiment::offeredPerS).toList();
    List<Double> decided =
        windows.stream()
            .flatMap(window ->
                experiment.variants().stream()
                    .flatMap(variant -> point(experiment, window, variant).stream()))
            .map(Point::high)
            .toList();
    var x = Axis.Numbers.fromZero("offered (requests per second)", offered);
    var y =
        Axis.Numbers.fromZero(
            "decided (purchases per second)",
            Stream.concat(offered.stream(), decided.stream()).toList());
    List<String> phases = windows.stream().map(Window::phase).distinct().toList();
    return Optional.of(
        new Row(
            experiment.name(),
            finding(experiment, phases.getFirst(), windows),
            looks.legend(experiment.variants()),
            phases.stream()
                .map(phase ->
                    panel(
                        experiment,
                        phase,
                        windows.stream().filter(window -> window.phase().equals(phase)).toList(),
                        x,
                        y,
                        looks))
                .toList()));
  }

  private static String finding(Experiment experiment, String phase, List<Window> windows) {
    return windows.stream()
        .filter(window -> window.phase().equals(phase))
        .max((a, b) -> Double.compare(experiment.offeredPerS(a), experiment.offeredPerS(b)))
        .map(window -> Finding.of(experiment, window, "throughput_per_s", "throughput"))
        .orElse("");
  }

  private static Panel panel(
      Experiment experiment,
      String phase,
      List<Window> windows,
      Axis.Numbers x,
      Axis.Numbers y,
      Looks looks) {
    var series = new ArrayList<Series>();
    double end = Math.min(x.max(), y.max());
    series.add(Series.reference("everything offered is decided", 0, 0, end, end));
    for (Window window : windows) {
      double offered = experiment.offeredPerS(window);
      series.add(Series.reference(window.load(), offered, 0, offered, y.max()));
    }
    for (Variant variant : experiment.variants()) {
      List<Point> points =
          windows.stream()
              .flatMap(window -> point(experiment, window, variant).stream())
              .sorted((a, b) -> Double.compare(a.x(), b.x()))
              .toList();
      series.add(new Series(variant.name(), looks.of(variant), Series.Form.CURVE, points));
    }
    return new Panel(phase, x, y, series);
  }

  private static Optional<Point> point(Experiment experiment, Window window, Variant variant) {
    return Spread.of(
            experiment.rounds(window, variant).stream().map(RoundRow::throughputPerS).toList())
        .map(spread ->
            new Point(
                experiment.offeredPerS(window),
                spread.median(),
                spread.least(),
                spread.greatest(),
                Amount.of(spread.median())));
  }
}
