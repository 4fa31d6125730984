package flashsalelab.report.paint;

import flashsalelab.report.figure.Amount;
import flashsalelab.report.figure.Axis;
import flashsalelab.report.figure.Panel;
import java.awt.BasicStroke;
import java.awt.Color;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** An empty chart with a panel's axes, in the look that all panels have. */
final class Frame {
  /** Half a place is left free before the first category and after the last. */
  private static final double CATEGORY_MARGIN = 0.5;

  /** The least length of a decade, in pixels, that has room for the labels of 1, 2 and 5. */
  private static final double X_DECADE = 110;

  private static final double Y_DECADE = 60;

  /** About how far ticks of a linear axis are apart, in pixels. */
  private static final int X_TICKS = 70;

  private static final int Y_TICKS = 62;
  private static final int PADDING = 6;

  /** Not all of the plot: XChart leaves a label out that stands at the very end of an axis. */
  private static final double PLOT_SHARE = 0.996;

  private Frame() {}

  /**
   * Makes the chart.
   *
   * @param verticalLabels whether the vertical axis is labelled
   */
  static XYChart of(Panel panel, int width, int height, boolean verticalLabels) {
    XYChart chart = new XYChartBuilder().width(width).height(height).build();
    style(chart.getStyler());
    boolean besideNumbers = verticalLabels && panel.y() instanceof Axis.Numbers;
    chart
        .getStyler()
        .setYAxisLeftWidthHint(besideNumbers ? Sizes.VERTICAL_LABELS - 2 * PADDING : 0);
    horizontal(chart, panel.x(), width - (verticalLabels ? Sizes.VERTICAL_LABELS : 0));
    vertical(chart, panel.y(), height, verticalLabels);
    corners(chart, least(panel.x()), greatest(panel.x()), least(panel.y()), greatest(panel.y()));
    return chart;
  }

  private static void style(XYStyler style) {
    style.setLegendVisible(false);
    style.setChartTitleVisible(false);
    style.setChartBackgroundColor(Color.WHITE);
    style.setChartFontColor(Palette.SECONDARY_INK);
    style.setChartPadding(PADDING);
    style.setPlotBorderVisible(false);
    style.setPlotBackgroundColor(Color.WHITE);
    style.setPlotContentSize(PLOT_SHARE);
    style.setPlotMargin(0);
    style.setPlotGridLinesColor(Palette.GRID);
    style.setPlotGridLinesStroke(new BasicStroke(1));
    style.setAxisTickMarksColor(Palette.AXIS);
    style.setAxisTickLabelsFont(Fonts.regular(Sizes.TICK));
    style.setAxisTickLabelsColor(Palette.SECONDARY_INK);
    style.setAxisTitleFont(Fonts.regular(Sizes.AXIS_TITLE));
    style.setAxisTitlePadding(PADDING);
    style.setYAxisLabelAlignment(AxesChartStyler.TextAlignment.Right);
    style.setMarkerSize(Sizes.MARKER);
    style.setXAxisTickMarkSpacingHint(X_TICKS);
    style.setYAxisTickMarkSpacingHint(Y_TICKS);
    style.setXAxisLogarithmicDecadeOnly(false);
    style.setYAxisLogarithmicDecadeOnly(false);
  }

  static double least(Axis axis) {
    return switch (axis) {
      case Axis.Categories categories -> -CATEGORY_MARGIN;
      case Axis.Numbers numbers -> numbers.min();
    };
  }

  static double greatest(Axis axis) {
    return switch (axis) {
      case Axis.Categories categories -> categories.labels().size() - 1 + CATEGORY_MARGIN;
      case Axis.Numbers numbers -> numbers.max();
    };
  }

  private static void horizontal(XYChart chart, Axis axis, int width) {
    XYStyler style = chart.getStyler();
    style.setXAxisMin(least(axis));
    style.setXAxisMax(greatest(axis));
    if (axis instanceof Axis.Numbers numbers) {
      chart.setXAxisTitle(numbers.title());
      style.setXAxisLogarithmic(numbers.log());
      boolean dense = width / decades(numbers) < X_DECADE;
      chart.setCustomXAxisTickLabelsFormatter(value -> tick(numbers, value, dense));
    } else {
      style.setXAxisTicksVisible(false);
      style.setXAxisTitleVisible(false);
      style.setPlotGridVerticalLinesVisible(false);
    }
  }

  private static void vertical(XYChart chart, Axis axis, int height, boolean labels) {
    XYStyler style = chart.getStyler();
    style.setYAxisMin(least(axis));
    // Categories go from the top to the bottom, see Marks.
    style.setYAxisMax(greatest(axis));
    style.setYAxisTitleVisible(labels && axis instanceof Axis.Numbers);
    style.setYAxisTicksVisible(labels && axis instanceof Axis.Numbers);
    if (axis instanceof Axis.Numbers numbers) {
      chart.setYAxisTitle(numbers.title());
      style.setYAxisLogarithmic(numbers.log());
      boolean dense = height / decades(numbers) < Y_DECADE;
      chart.setCustomYAxisTickLabelsFormatter(value -> tick(numbers, value, dense));
    } else {
      style.setPlotGridHorizontalLinesVisible(false);
    }
  }

  private static double decades(Axis.Numbers axis) {
    return axis.log() ? Math.log10(axis.max() / axis.min()) : 1;
  }

  /** On a logarithmic axis 1, 2 and 5 of each decade are labelled, only 1 where it is dense. */
  private static String tick(Axis.Numbers axis, double value, boolean dense) {
    if (!axis.log()) {
      return Amount.tick(value);
    }
    long digit = Math.round(value / Math.pow(10, Math.floor(Math.log10(value * 1.0001))));
    boolean labelled = digit == 1 || (!dense && (digit == 2 || digit == 5));
    return labelled ? Amount.tick(value) : "";
  }

  /**
   * An invisible series: it gives XChart the range even where there is no point. Its places are not
   * equally far apart, because XChart would else put ticks at data instead of round numbers.
   */
  private static void corners(XYChart chart, double x1, double x2, double y1, double y2) {
    XYSeries corners =
        chart.addSeries(
            "corners", new double[] {x1, x1 + (x2 - x1) * 0.3, x2}, new double[] {y1, y2, y2});
    corners.setMarker(SeriesMarkers.NONE);
    corners.setLineStyle(SeriesLines.NONE);
  }
}
