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
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Time to acknowledgement beside time to decision, then how many of each there are in a second: for
 * experiments in which the two are apart. Rows are phases.
 */
public final class RequestPatterns implements Chart {

  private static final double HEADROOM = 1.6;

  private record Measure(String title, Function<RoundRow, @Nullable Double> ofRound) {}

  private static final List<Measure> TIMES =
      List.of(
          new Measure("acknowledged, p50", RoundRow::ackP50Ms),
          new Measure("decided, p50", RoundRow::p50Ms),
          new Measure("acknowledged, p99", RoundRow::ackP99Ms),
          new Measure("decided, p99", RoundRow::p99Ms));

  private static final List<Measure> RATES =
      List.of(
          new Measure("acknowledged", RoundRow::acksPerS),
          new Measure("decided", RoundRow::throughputPerS));

  @Override
  public String name() {
    return "request-patterns";
  }

  @Override
  public Optional<Figure> figure(Run run) {
    var looks = new Looks(run);
    var rows = new ArrayList<Row>();
    var shown = new ArrayList<RoundRow>();
    for (Experiment experiment : run.experiments()) {
      if (experiment.acknowledgesFirst()) {
        List<Row> own = rows(experiment, looks);
        rows.addAll(own);
        shown.addAll(experiment.rounds());
      }
    }
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Figure(
            "Request patterns: time to acknowledgement and time to decision",
            rows,
            Caption.of(
                run,
                "Markers: median of the rounds, from the intended start; whiskers: least and"
                    + " greatest round. A decision counts from when it existed, not from when its"
                    + " buyer asked for it.",
                shown),
            Caption.warning(run)));
  }

  private static List<Row> rows(Experiment experiment, Looks looks) {
    var rows = new ArrayList<Row>();
    for (String phase : experiment.phases()) {
      List<Window> windows = experiment.windows(phase);
      row(
              experiment,
              windows,
              TIMES,
              values -> Axis.Numbers.fitting("time", "ms", withHeadroom(values)),
              "",
              "ack_p99_ms",
              "p99 to acknowledgement",
              rows.isEmpty() ? looks.legend(experiment.variants()) : List.of(),
              looks)
          .ifPresent(rows::add);
      row(
              experiment,
              windows,
              RATES,
              values -> Axis.Numbers.fromZero("purchases per second", values),
              " · per second",
              "acks_per_s",
              "acknowledgements",
              List.of(),
              looks)
          .ifPresent(rows::add);
    }
    return rows;
  }

  private static Optional<Row> row(
      Experiment experiment,
      List<Window> windows,
      List<Measure> measures,
      Function<List<Double>, Axis> axis,
      String what,
      String metric,
      String word,
      List<Row.Swatch> legend,
      Looks looks) {
    List<List<Series>> perPanel =
        measures.stream().map(measure -> series(experiment, windows, measure, looks)).toList();
    List<Double> values =
        perPanel.stream()
            .flatMap(List::stream)
            .flatMap(series -> series.points().stream())
            .flatMap(point -> List.of(point.low(), point.high()).stream())
            .toList();
    if (values.isEmpty()) {
      return Optional.empty();
    }
    Axis y = axis.apply(values);
    Axis x = new Axis.Categories("", Labels.of(experiment, windows));
    var panels = new ArrayList<Panel>();
    for (int i = 0; i < measures.size(); i++) {
      panels.add(new Panel(measures.get(i).title(), x, y, perPanel.get(i)));
    }
    return Optional.of(
        new Row(
            "%s · %s%s".formatted(experiment.name(), windows.getFirst().phase(), what),
            Finding.of(experiment, windows.getLast(), metric, word),
            legend,
            panels));
  }

  /** The panels are low, and the highest value is written above its marker. */
  private static List<Double> withHeadroom(List<Double> values) {
    double greatest = values.stream().mapToDouble(value -> value).max().orElse(1);
    return Stream.concat(values.stream(), Stream.of(HEADROOM * greatest)).toList();
  }

  private static List<Series> series(
      Experiment experiment, List<Window> windows, Measure measure, Looks looks) {
    var all = new ArrayList<Series>();
    for (Variant variant : experiment.variants()) {
      var points = new ArrayList<Point>();
      for (int i = 0; i < windows.size(); i++) {
        point(experiment, windows.get(i), variant, measure, i).ifPresent(points::add);
      }
      all.add(new Series(variant.name(), looks.of(variant), Series.Form.DOTS, points));
    }
    return all;
  }

  private static Optional<Point> point(
      Experiment experiment, Window window, Variant variant, Measure measure, int place) {
    return Spread.of(
            experiment.rounds(window, variant).stream()
                .filter(row -> row.requests() > 0)
                .map(measure.ofRound())
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
