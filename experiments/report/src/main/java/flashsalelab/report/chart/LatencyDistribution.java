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
import flashsalelab.results.RoundRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/** Histograms of latency at peak load in the first phase: a panel per variant. */
public final class LatencyDistribution implements Chart {
  private static final int BINS = 60;
  private static final int MOST_COLUMNS = 4;

  /** Of the axis over the highest bar, for the labels of the percentiles. */
  private static final double HEADROOM = 1.25;

  private static final double US_PER_MS = 1_000;

  @Override
  public String name() {
    return "latency-distribution";
  }

  @Override
  public Optional<Figure> figure(Run run) {
    var looks = new Looks(run);
    var rows = new ArrayList<Row>();
    var shown = new ArrayList<RoundRow>();
    for (Experiment experiment : run.notOnGuards()) {
      for (Window window : experiment.firstPhase().flatMap(experiment::peak).stream().toList()) {
        Map<Variant, Histogram> histograms = histograms(experiment, window);
        rows.addAll(rows(experiment, window, histograms, looks));
        histograms.keySet().forEach(variant -> shown.addAll(experiment.rounds(window, variant)));
      }
    }
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Figure(
            "Distribution of latency: how many answers took how long",
            rows,
            Caption.of(
                run,
                "Bars: share of the decided purchases of all rounds, in bins of equal ratio; lines:"
                    + " percentiles of the same.",
                shown),
            Caption.warning(run)));
  }

  private static Map<Variant, Histogram> histograms(Experiment experiment, Window window) {
    var histograms = new LinkedHashMap<Variant, Histogram>();
    Map<String, Histogram> tags = experiment.latencies().getOrDefault(window, Map.of());
    for (Variant variant : experiment.variants()) {
      Histogram histogram = tags.get(variant.name());
      if (histogram != null && histogram.getTotalCount() > 0) {
        histograms.put(variant, histogram);
      }
    }
    return histograms;
  }

  private static List<Row> rows(
      Experiment experiment, Window window, Map<Variant, Histogram> histograms, Looks looks) {
    if (histograms.isEmpty()) {
      return List.of();
    }
    var edges = edges(histograms);
    Axis x = Axis.Numbers.logarithmic("latency", "ms", edges[0], edges[BINS]);
    var points = new LinkedHashMap<Variant, List<Point>>();
    histograms.forEach((variant, histogram) -> points.put(variant, bins(histogram, edges)));
    Axis.Numbers y =
        new Axis.Numbers(
            "share of answers (%)",
            false,
            0,
            HEADROOM
                * points.values().stream()
                    .flatMap(List::stream)
                    .mapToDouble(Point::y)
                    .max()
                    .orElse(1));
    var panels = new ArrayList<Panel>();
    histograms.forEach((variant, histogram) ->
        panels.add(
            panel(
                variant,
                looks.of(variant),
                histogram,
                points.getOrDefault(variant, List.of()),
                x,
                y)));
    String heading = "%s · %s · %s".formatted(experiment.name(), window.phase(), window.load());
    var rows = new ArrayList<Row>();
    int lines = Math.ceilDiv(panels.size(), MOST_COLUMNS);
    int columns = Math.ceilDiv(panels.size(), lines);
    for (int i = 0; i < panels.size(); i += columns) {
      rows.add(
          new Row(
              i == 0 ? heading : "",
              i == 0 ? Finding.of(experiment, window, "p99_ms", "p99") : "",
              List.of(),
              panels.subList(i, Math.min(panels.size(), i + columns)),
              columns));
    }
    return rows;
  }

  private static Panel panel(
      Variant variant, int look, Histogram histogram, List<Point> bins, Axis x, Axis.Numbers y) {
    var series = new ArrayList<Series>();
    series.add(new Series(variant.name(), look, Series.Form.BINS, bins));
    for (double percentile : new double[] {50, 99}) {
      double ms = histogram.getValueAtPercentile(percentile) / US_PER_MS;
      series.add(
          Series.reference(
              "p%.0f".formatted(percentile),
              ms,
              0,
              ms,
              y.max(),
              "p%.0f %s ms".formatted(percentile, Amount.of(ms))));
    }
    return new Panel(
        "%s, %s".formatted(Looks.label(variant), Amount.of(histogram.getTotalCount(), "answer")),
        x,
        y,
        series);
  }

  /** Bin edges in ms from the least to the greatest value, of equal ratio. */
  private static double[] edges(Map<Variant, Histogram> histograms) {
    double least =
        histograms.values().stream().mapToLong(Histogram::getMinNonZeroValue).min().orElse(1);
    double greatest =
        histograms.values().stream().mapToLong(Histogram::getMaxValue).max().orElse(1);
    double from = Math.max(1, least) / US_PER_MS;
    double to = Math.max(greatest / US_PER_MS * 1.01, from * 1.5);
    var edges = new double[BINS + 1];
    for (int i = 0; i <= BINS; i++) {
      edges[i] = from * Math.pow(to / from, (double) i / BINS);
    }
    return edges;
  }

  /** The share of each bin in percent at its lower edge, and 0 at the last bin's upper edge. */
  private static List<Point> bins(Histogram histogram, double[] edges) {
    var counts = new long[BINS];
    double ratio = Math.log(edges[BINS] / edges[0]);
    for (var value : histogram.recordedValues()) {
      double ms = Math.max(edges[0], value.getValueIteratedTo() / US_PER_MS);
      int bin = (int) (Math.log(ms / edges[0]) / ratio * BINS);
      counts[Math.min(BINS - 1, bin)] += value.getCountAtValueIteratedTo();
    }
    var points = new ArrayList<Point>();
    for (int i = 0; i < BINS; i++) {
      points.add(Point.at(edges[i], 100.0 * counts[i] / histogram.getTotalCount()));
    }
    points.add(Point.at(edges[BINS], 0));
    return points;
  }
}
