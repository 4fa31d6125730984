package flashsalelab.report.chart;

import flashsalelab.report.figure.Axis;
import flashsalelab.report.figure.Figure;
import flashsalelab.report.figure.Panel;
import flashsalelab.report.figure.Row;
import flashsalelab.report.figure.Series;
import flashsalelab.report.figure.Series.Point;
import flashsalelab.report.run.Experiment;
import flashsalelab.report.run.Run;
import flashsalelab.report.run.Window;
import flashsalelab.results.RoundRow;
import flashsalelab.results.SampleRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Latency second by second at peak load in the first phase: whether it was steady. */
public final class LatencyOverTime implements Chart {

  private record Percentile(String name, Function<SampleRow, @Nullable Double> ofSecond) {}

  private static final List<Percentile> PERCENTILES =
      List.of(new Percentile("p50", SampleRow::p50Ms), new Percentile("p99", SampleRow::p99Ms));

  @Override
  public String name() {
    return "latency-over-time";
  }

  @Override
  public Optional<Figure> figure(Run run) {
    var looks = new Looks(run);
    var rows = new ArrayList<Row>();
    var shown = new ArrayList<RoundRow>();
    for (Experiment experiment : run.notOnGuards()) {
      experiment
          .firstPhase()
          .flatMap(experiment::peak)
          .flatMap(window -> {
            Optional<Row> row = row(experiment, window, looks);
            row.ifPresent(present ->
                experiment
                    .variants()
                    .forEach(variant -> shown.addAll(experiment.rounds(window, variant))));
            return row;
          })
          .ifPresent(rows::add);
    }
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Figure(
            "Latency over time: median and 99th percentile of each second",
            rows,
            Caption.of(
                run,
                "Lines: each second's percentile, median over the rounds; bands (up to three"
                    + " variants): least and greatest round.",
                shown),
            Caption.warning(run)));
  }

  private static Optional<Row> row(Experiment experiment, Window window, Looks looks) {
    List<List<Series>> perPanel =
        PERCENTILES.stream()
            .map(percentile -> series(experiment, window, percentile, looks))
            .toList();
    List<Point> points =
        perPanel.stream()
            .flatMap(List::stream)
            .flatMap(series -> series.points().stream())
            .toList();
    if (points.isEmpty()) {
      return Optional.empty();
    }
    Axis y =
        Axis.Numbers.fitting(
            "latency",
            "ms",
            points.stream().flatMap(point -> List.of(point.low(), point.high()).stream()).toList());
    double end = points.stream().mapToDouble(Point::x).max().orElse(0) + 1;
    Axis x = new Axis.Numbers("time in the measured window (s)", false, 0, end);
    var panels = new ArrayList<Panel>();
    for (int i = 0; i < PERCENTILES.size(); i++) {
      panels.add(new Panel(PERCENTILES.get(i).name(), x, y, perPanel.get(i)));
    }
    return Optional.of(
        new Row(
            "%s · %s · %s".formatted(experiment.name(), window.phase(), window.load()),
            Finding.of(experiment, window, "p99_ms", "p99"),
            looks.legend(experiment.variants()),
            panels));
  }

  private static List<Series> series(
      Experiment experiment, Window window, Percentile percentile, Looks looks) {
    return experiment.variants().stream()
        .map(variant ->
            new Series(
                variant.name(),
                looks.of(variant),
                Series.Form.LINE,
                SecondBySecond.points(experiment.samples(window, variant), percentile.ofSecond())))
        .toList();
  }
}
