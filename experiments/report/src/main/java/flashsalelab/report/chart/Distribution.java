package flashsalelab.report.chart;

import flashsalelab.report.figure.Amount;
import flashsalelab.report.figure.Axis;
import flashsalelab.report.figure.Panel;
import flashsalelab.report.figure.Series;
import flashsalelab.report.figure.Series.Point;
import flashsalelab.report.run.Variant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.HdrHistogram.Histogram;

/**
 * Histograms of times side by side, in the same bins of equal ratio: a panel for each variant.
 *
 * @param what was timed
 * @param noun what each value is of
 * @param histograms in microseconds, none of them empty, by variant
 */
record Distribution(String what, String noun, Map<Variant, Histogram> histograms) {
  private static final int BINS = 60;

  /** Of the axis over the highest bar, for the labels of the percentiles. */
  private static final double HEADROOM = 1.25;

  private static final double US_PER_MS = 1_000;

  /**
   * The panels, in the order of the histograms.
   *
   * @param title of a variant's panel
   */
  List<Panel> panels(Looks looks, Function<Variant, String> title) {
    var edges = edges();
    Axis x = Axis.Numbers.logarithmic(what, "ms", edges[0], edges[BINS]);
    var points = new LinkedHashMap<Variant, List<Point>>();
    histograms.forEach((variant, histogram) -> points.put(variant, bins(histogram, edges)));
    double highest =
        points.values().stream().flatMap(List::stream).mapToDouble(Point::y).max().orElse(1);
    var y = new Axis.Numbers("share of " + noun + "s (%)", false, 0, HEADROOM * highest);
    var panels = new ArrayList<Panel>();
    histograms.forEach((variant, histogram) -> {
      var series = new ArrayList<Series>();
      series.add(
          new Series(
              variant.name(),
              looks.of(variant),
              Series.Form.BINS,
              points.getOrDefault(variant, List.of())));
      series.add(percentile(histogram, 50, y.max()));
      series.add(percentile(histogram, 99, y.max()));
      panels.add(new Panel(title.apply(variant), x, y, series));
    });
    return panels;
  }

  private static Series percentile(Histogram histogram, double percentile, double height) {
    double ms = histogram.getValueAtPercentile(percentile) / US_PER_MS;
    return Series.reference(
        "p%.0f".formatted(percentile),
        ms,
        0,
        ms,
        height,
        "p%.0f %s ms".formatted(percentile, Amount.of(ms)));
  }

  /** Bin edges in ms from the least to the greatest value, of equal ratio. */
  private double[] edges() {
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
