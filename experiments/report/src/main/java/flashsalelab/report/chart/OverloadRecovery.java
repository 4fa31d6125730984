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
import flashsalelab.report.run.Variant;
import flashsalelab.report.run.Window;
import flashsalelab.results.ExperimentSpec.SurgeSpec;
import flashsalelab.results.RoundRow;
import flashsalelab.results.SampleRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What far too many arrivals do for a while, second by second, and how soon that is over. */
public final class OverloadRecovery implements Chart {
  private static final double MS_PER_S = 1_000;

  private record Measure(
      String title, String unit, boolean times, Function<SampleRow, @Nullable Double> ofSecond) {}

  private static final List<Measure> MEASURES =
      List.of(
          new Measure("p99 of what was decided", "latency", true, SampleRow::p99Ms),
          new Measure("decided", "purchases per second", false, row -> (double) row.decided()),
          new Measure(
              "turned away or failed",
              "purchases per second",
              false,
              row -> (double) row.errors()));

  @Override
  public String name() {
    return "overload-recovery";
  }

  @Override
  public Optional<Figure> figure(Run run) {
    var looks = new Looks(run);
    var rows = new ArrayList<Row>();
    var shown = new ArrayList<RoundRow>();
    for (Experiment experiment : run.experiments()) {
      for (Window window : experiment.windows()) {
        SurgeSpec surge = window.surge();
        if (surge != null) {
          row(experiment, window, surge, looks)
              .ifPresent(row -> {
                rows.add(row);
                experiment
                    .variants()
                    .forEach(variant -> shown.addAll(experiment.rounds(window, variant)));
              });
        }
      }
    }
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Figure(
            "Overload: a while of far too many arrivals, and what comes after it",
            rows,
            Caption.of(
                run,
                "Lines: each second's value, median over the rounds; bands (up to three variants):"
                    + " least and greatest round. "
                    + Recovery.RULE,
                shown),
            Caption.warning(run)));
  }

  private static Optional<Row> row(
      Experiment experiment, Window window, SurgeSpec surge, Looks looks) {
    var panels = new ArrayList<Panel>();
    for (Measure measure : MEASURES) {
      panel(experiment, window, surge, measure, looks).ifPresent(panels::add);
    }
    return panels.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Row(
                "%s · %s, then %s/s"
                    .formatted(
                        experiment.name(),
                        Labels.inline(experiment, window),
                        Amount.of(Math.round(surge.ratePerSecond()))),
                experiment.variants().stream()
                    .map(variant -> finding(experiment, window, surge, variant))
                    .collect(Collectors.joining("; ")),
                looks.legend(experiment.variants()),
                panels));
  }

  private static String finding(
      Experiment experiment, Window window, SurgeSpec surge, Variant variant) {
    return variant.name()
        + " "
        + Recovery.of(experiment.samples(window, variant), surge).sentence();
  }

  private static Optional<Panel> panel(
      Experiment experiment, Window window, SurgeSpec surge, Measure measure, Looks looks) {
    var lines = new ArrayList<Series>();
    for (Variant variant : experiment.variants()) {
      lines.add(
          new Series(
              variant.name(),
              looks.of(variant),
              Series.Form.LINE,
              SecondBySecond.points(experiment.samples(window, variant), measure.ofSecond())));
    }
    List<Point> points = lines.stream().flatMap(line -> line.points().stream()).toList();
    if (points.isEmpty()) {
      return Optional.empty();
    }
    List<Double> values =
        points.stream().flatMap(point -> List.of(point.low(), point.high()).stream()).toList();
    Axis.Numbers y =
        measure.times()
            ? Axis.Numbers.fitting(measure.unit(), "ms", values)
            : Axis.Numbers.fromZero(measure.unit(), values);
    double end = points.stream().mapToDouble(Point::x).max().orElse(0) + 0.5;
    var series = new ArrayList<Series>();
    series.add(edge("overload", surge.fromMs() / MS_PER_S, y));
    series.add(edge("over", surge.untilMs() / MS_PER_S, y));
    series.addAll(lines);
    return Optional.of(
        new Panel(
            measure.title(),
            new Axis.Numbers("time in the measured window (s)", false, 0, end),
            y,
            series));
  }

  private static Series edge(String name, double second, Axis.Numbers y) {
    return Series.reference(name, second, y.min(), second, y.max(), name);
  }
}
