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
import flashsalelab.results.ResourceRow;
import flashsalelab.results.RoundRow;
import flashsalelab.results.UpdateRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What subscribers cost: the edge's memory and processor time for each, and what they take from the
 * purchases beside them, against the same system without any, round by round.
 */
public final class SubscriberCost implements Chart {
  private static final String EDGE = "edge";
  private static final double KIB_PER_MIB = 1_024;
  private static final double US_PER_MS = 1_000;
  private static final double PERCENT = 100;

  private record Cost(String title, String unit, Figuring figuring) {}

  /** Works out a round's value from that of its baseline; null where it cannot be known. */
  private interface Figuring {
    @Nullable Double of(Seen watched, Seen alone);
  }

  /** One variant in one round of a window. */
  private record Seen(RoundRow round, List<ResourceRow> resources, int subscribers) {
    OptionalDouble edge(ToDoubleFunction<ResourceRow> amount) {
      List<ResourceRow> own =
          resources.stream()
              .filter(row -> row.component().equals(EDGE) && row.round() == round.round())
              .toList();
      return own.isEmpty()
          ? OptionalDouble.empty()
          : OptionalDouble.of(own.stream().mapToDouble(amount).sum());
    }
  }

  private static final List<Cost> COSTS =
      List.of(
          new Cost(
              "memory of the edge",
              "KiB per subscriber",
              (watched, alone) ->
                  perSubscriber(watched, alone, ResourceRow::memoryMib, KIB_PER_MIB)),
          new Cost(
              "CPU of the edge",
              "µs per subscriber and second",
              (watched, alone) ->
                  perSubscriber(watched, alone, row -> row.cpuMs() / row.windowS(), US_PER_MS)),
          new Cost(
              "purchases decided beside them",
              "% of those without",
              (watched, alone) ->
                  alone.round().throughputPerS() > 0
                      ? PERCENT * watched.round().throughputPerS() / alone.round().throughputPerS()
                      : null));

  @Override
  public String name() {
    return "subscriber-cost";
  }

  @Override
  public Optional<Figure> figure(Run run) {
    var looks = new Looks(run);
    var rows = new ArrayList<Row>();
    var shown = new ArrayList<RoundRow>();
    for (Experiment experiment : run.experiments()) {
      for (Window window : experiment.windows()) {
        row(experiment, window, looks)
            .ifPresent(row -> {
              rows.add(row);
              experiment
                  .variants()
                  .forEach(variant -> shown.addAll(experiment.rounds(window, variant)));
            });
      }
    }
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Figure(
            "What a subscriber costs",
            rows,
            Caption.of(
                run,
                "Markers: median of the rounds, each against the same system without subscribers in"
                    + " the same round; whiskers: least and greatest round.",
                shown),
            Caption.warning(run)));
  }

  private static Optional<Row> row(Experiment experiment, Window window, Looks looks) {
    List<Variant> watched =
        experiment.variants().stream()
            .filter(variant -> subscribers(experiment, window, variant) > 0)
            .toList();
    List<Panel> panels =
        COSTS.stream()
            .flatMap(cost -> panel(experiment, window, watched, cost, looks).stream())
            .toList();
    return panels.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Row(
                "%s · %s · %s"
                    .formatted(
                        experiment.name(), window.phase(), Labels.inline(experiment, window)),
                "",
                looks.legend(watched),
                panels));
  }

  private static int subscribers(Experiment experiment, Window window, Variant variant) {
    return experiment.updates(window, variant).stream()
        .mapToInt(UpdateRow::subscribers)
        .max()
        .orElse(0);
  }

  /** Variants stand side by side, by the number of their subscribers. */
  private static Optional<Panel> panel(
      Experiment experiment, Window window, List<Variant> watched, Cost cost, Looks looks) {
    List<Integer> counts =
        watched.stream()
            .map(variant -> subscribers(experiment, window, variant))
            .distinct()
            .sorted()
            .toList();
    var series = new ArrayList<Series>();
    for (Variant variant : watched) {
      int place = counts.indexOf(subscribers(experiment, window, variant));
      spread(experiment, window, variant, cost.figuring())
          .ifPresent(spread ->
              series.add(
                  new Series(
                      variant.name(),
                      looks.of(variant),
                      Series.Form.DOTS,
                      List.of(
                          new Point(
                              place,
                              spread.median(),
                              spread.least(),
                              spread.greatest(),
                              Amount.of(spread.median()))))));
    }
    if (series.isEmpty()) {
      return Optional.empty();
    }
    List<String> labels = counts.stream().map(count -> Amount.of(count, "subscriber")).toList();
    return Optional.of(
        new Panel(
            cost.title(), new Axis.Categories("", labels), axis(cost.unit(), series), series));
  }

  /** From 0, or from below it where a difference is: less than nothing is noise, and shown. */
  private static Axis axis(String unit, List<Series> series) {
    List<Point> points = series.stream().flatMap(each -> each.points().stream()).toList();
    double least = points.stream().mapToDouble(Point::low).min().orElse(0);
    double greatest = points.stream().mapToDouble(Point::high).max().orElse(0);
    if (least >= 0) {
      return Axis.Numbers.fromZero(unit, List.of(greatest));
    }
    double margin = 0.12 * (Math.max(0, greatest) - least);
    return new Axis.Numbers(unit, false, least - margin, Math.max(0, greatest) + margin);
  }

  private static Optional<Spread> spread(
      Experiment experiment, Window window, Variant variant, Figuring figuring) {
    return experiment
        .baselineOf(variant)
        .flatMap(baseline -> {
          List<Seen> alone = seen(experiment, window, baseline);
          return Spread.of(
              seen(experiment, window, variant).stream()
                  .flatMap(watched ->
                      alone.stream()
                          .filter(other -> other.round().round() == watched.round().round())
                          .map(other -> figuring.of(watched, other))
                          .filter(Objects::nonNull))
                  .toList());
        });
  }

  private static List<Seen> seen(Experiment experiment, Window window, Variant variant) {
    List<ResourceRow> resources = experiment.resources(window, variant);
    int subscribers = subscribers(experiment, window, variant);
    return experiment.rounds(window, variant).stream()
        .filter(row -> row.requests() > 0)
        .map(row -> new Seen(row, resources, subscribers))
        .toList();
  }

  private static @Nullable Double perSubscriber(
      Seen watched, Seen alone, ToDoubleFunction<ResourceRow> amount, double unit) {
    OptionalDouble with = watched.edge(amount);
    OptionalDouble without = alone.edge(amount);
    return with.isEmpty() || without.isEmpty()
        ? null
        : (with.getAsDouble() - without.getAsDouble()) * unit / watched.subscribers();
  }
}
