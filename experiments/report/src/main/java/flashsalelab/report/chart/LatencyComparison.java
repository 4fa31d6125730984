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
import flashsalelab.results.SummaryRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The percentiles of latency, by load and variant: a panel per percentile, a row per phase. */
public final class LatencyComparison implements Chart {

  private record Percentile(
      String name,
      Function<SummaryRow, @Nullable Double> merged,
      Function<RoundRow, @Nullable Double> ofRound) {}

  private static final List<Percentile> PERCENTILES =
      List.of(
          new Percentile("p50", SummaryRow::p50Ms, RoundRow::p50Ms),
          new Percentile("p95", SummaryRow::p95Ms, RoundRow::p95Ms),
          new Percentile("p99", SummaryRow::p99Ms, RoundRow::p99Ms));

  @Override
  public String name() {
    return "latency-comparison";
  }

  @Override
  public Optional<Figure> figure(Run run) {
    var looks = new Looks(run);
    var rows = new ArrayList<Row>();
    var shown = new ArrayList<RoundRow>();
    for (Experiment experiment : run.notOnGuards()) {
      List<Row> own = rows(experiment, looks);
      rows.addAll(own);
      if (!own.isEmpty()) {
        shown.addAll(experiment.rounds());
      }
    }
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Figure(
            "Latency of a purchase by load: median, 95th and 99th percentile",
            rows,
            Caption.of(
                run,
                "Markers: %s, from the intended start to the decision; whiskers: least and"
                        .formatted(merged(run) ? "all rounds merged" : "median of the rounds")
                    + " greatest round.",
                shown),
            Caption.warning(run)));
  }

  private static boolean merged(Run run) {
    return run.experiments().stream().anyMatch(experiment -> !experiment.summary().isEmpty());
  }

  private static List<Row> rows(Experiment experiment, Looks looks) {
    List<Double> values =
        experiment.windows().stream()
            .flatMap(window -> points(experiment, window).stream())
            .flatMap(point -> List.of(point.low(), point.y(), point.high()).stream())
            .toList();
    if (values.isEmpty()) {
      return List.of();
    }
    Axis y = Axis.Numbers.fitting("latency", "ms", values);
    var rows = new ArrayList<Row>();
    for (String phase : experiment.phases()) {
      List<Window> windows =
          experiment.windows(phase).stream()
              .filter(window -> !points(experiment, window).isEmpty())
              .toList();
      if (!windows.isEmpty()) {
        rows.add(
            new Row(
                experiment.name() + " · " + phase,
                experiment
                    .peak(phase)
                    .map(window -> Finding.of(experiment, window, "p99_ms", "p99"))
                    .orElse(""),
                rows.isEmpty() ? looks.legend(experiment.variants()) : List.of(),
                PERCENTILES.stream()
                    .map(percentile -> panel(experiment, windows, percentile, y, looks))
                    .toList()));
      }
    }
    return rows;
  }

  private static List<Point> points(Experiment experiment, Window window) {
    return experiment.variants().stream()
        .flatMap(variant ->
            PERCENTILES.stream()
                .flatMap(percentile -> point(experiment, window, variant, percentile, 0).stream()))
        .toList();
  }

  private static Panel panel(
      Experiment experiment, List<Window> windows, Percentile percentile, Axis y, Looks looks) {
    var series = new ArrayList<Series>();
    for (Variant variant : experiment.variants()) {
      var points = new ArrayList<Point>();
      for (int i = 0; i < windows.size(); i++) {
        point(experiment, windows.get(i), variant, percentile, i).ifPresent(points::add);
      }
      series.add(new Series(variant.name(), looks.of(variant), Series.Form.DOTS, points));
    }
    return new Panel(
        percentile.name(), new Axis.Categories("", Labels.of(experiment, windows)), y, series);
  }

  private static Optional<Point> point(
      Experiment experiment, Window window, Variant variant, Percentile percentile, int place) {
    Optional<Spread> spread =
        Spread.of(experiment.rounds(window, variant).stream().map(percentile.ofRound()).toList());
    Optional<Double> merged = experiment.summary(window, variant).map(percentile.merged());
    if (spread.isEmpty() && merged.isEmpty()) {
      return Optional.empty();
    }
    double value = merged.orElseGet(() -> spread.orElseThrow().median());
    return Optional.of(
        new Point(
            place,
            value,
            spread.map(Spread::least).orElse(value),
            spread.map(Spread::greatest).orElse(value),
            Amount.of(value)));
  }
}
