package flashsalelab.report.paint;

import flashsalelab.report.figure.Axis;
import flashsalelab.report.figure.Panel;
import flashsalelab.report.figure.Series;
import flashsalelab.report.figure.Series.Form;
import flashsalelab.report.figure.Series.Point;
import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Adds a panel's series to its chart, as the lines, polygons and markers that they consist of. */
final class Marks {
  /** The share of a category's place that marks take. */
  private static final double FILL = 0.76;

  /** Bands of more series than this hide each other. */
  private static final int MOST_BANDS = 3;

  private final XYChart chart;
  private final Panel panel;
  private final List<Series> aside;
  private int next;

  Marks(XYChart chart, Panel panel) {
    this.chart = chart;
    this.panel = panel;
    this.aside =
        panel.series().stream()
            .filter(series -> series.form() != Form.REFERENCE && series.form() != Form.LINE)
            .toList();
  }

  void add() {
    if (panel.series().stream().filter(series -> series.form() == Form.LINE).count()
        <= MOST_BANDS) {
      panel.series().stream().filter(series -> series.form() == Form.LINE).forEach(this::band);
    }
    for (Series series : panel.series()) {
      switch (series.form()) {
        case REFERENCE -> line(series, Palette.REFERENCE, Palette.reference());
        case LINE -> line(series, Palette.color(series.look()), Palette.line(series.look()));
        case BINS -> bins(series);
        case BARS -> bars(series);
        case DOTS -> dots(series);
      }
    }
  }

  /** How much of the horizontal axis one series has to itself at a category. */
  double slot() {
    return FILL / Math.max(1, aside.size());
  }

  /** Where a point stands, moved aside for the other series' sake. */
  double x(Series series, Point point) {
    int place = aside.indexOf(series);
    return panel.x() instanceof Axis.Categories && place >= 0
        ? point.x() + (place - (aside.size() - 1) / 2.0) * slot()
        : point.x();
  }

  /** Where a point stands: categories of the vertical axis go from the top to the bottom. */
  double y(Point point) {
    return panel.y() instanceof Axis.Categories categories
        ? categories.labels().size() - 1 - point.y()
        : point.y();
  }

  private void bars(Series series) {
    for (Point point : series.points()) {
      if (panel.y() instanceof Axis.Categories) {
        double y = y(point);
        rectangle(0, point.x(), y - FILL / 3, y + FILL / 3, Palette.color(series.look()));
        whisker(point.low(), y, point.high(), y, point, Palette.onBar(series.look()));
        if (point.x() == 0) {
          nothing(y, series.look());
        }
      } else {
        double x = x(series, point);
        double half = slot() * 0.46;
        rectangle(x - half, x + half, 0, point.y(), Palette.color(series.look()));
        whisker(x, point.low(), x, point.high(), point, Palette.onBar(series.look()));
      }
    }
  }

  private void dots(Series series) {
    Color color = Palette.color(series.look());
    for (Point point : series.points()) {
      if (panel.y() instanceof Axis.Categories) {
        whisker(point.low(), y(point), point.high(), y(point), point, color);
        dot(point.x(), y(point), series.look());
      } else {
        double x = x(series, point);
        whisker(x, point.low(), x, point.high(), point, color);
        dot(x, point.y(), series.look());
      }
    }
  }

  /** A bar of no length, so that nothing is seen to be something that was measured. */
  private void nothing(double y, int look) {
    path(
        List.of(new double[] {0, y - FILL / 3}, new double[] {0, y + FILL / 3}),
        Palette.color(look),
        Palette.nothing());
  }

  private void dot(double x, double y, int look) {
    XYSeries dot = chart.addSeries(unique(), new double[] {x}, new double[] {y});
    dot.setMarker(Palette.marker(look));
    dot.setMarkerColor(Palette.color(look));
    dot.setLineStyle(SeriesLines.NONE);
  }

  private void bins(Series series) {
    List<Point> points = series.points();
    for (int i = 0; i + 1 < points.size(); i++) {
      if (points.get(i).y() > 0) {
        rectangle(
            points.get(i).x(),
            points.get(i + 1).x(),
            0,
            points.get(i).y(),
            Palette.color(series.look()));
      }
    }
  }

  private void line(Series series, Color color, BasicStroke stroke) {
    if (series.points().size() > 1) {
      path(
          series.points().stream().map(point -> new double[] {x(series, point), y(point)}).toList(),
          color,
          stroke);
    }
  }

  private void band(Series series) {
    List<Point> points = series.points();
    if (points.size() > 1 && points.stream().anyMatch(Point::hasSpread)) {
      var outline = new ArrayList<double[]>();
      points.forEach(point -> outline.add(new double[] {point.x(), point.high()}));
      points.reversed().forEach(point -> outline.add(new double[] {point.x(), point.low()}));
      polygon(outline, Palette.band(series.look()));
    }
  }

  private void whisker(double x1, double y1, double x2, double y2, Point point, Color color) {
    if (point.hasSpread()) {
      path(List.of(new double[] {x1, y1}, new double[] {x2, y2}), color, Palette.whisker());
    }
  }

  private void path(List<double[]> places, Color color, BasicStroke stroke) {
    XYSeries line = chart.addSeries(unique(), coordinates(places, 0), coordinates(places, 1));
    line.setMarker(SeriesMarkers.NONE);
    line.setLineColor(color);
    line.setLineStyle(stroke);
  }

  private void rectangle(double x1, double x2, double y1, double y2, Color color) {
    polygon(
        List.of(
            new double[] {x1, y1},
            new double[] {x1, y2},
            new double[] {x2, y2},
            new double[] {x2, y1}),
        color);
  }

  private void polygon(List<double[]> corners, Color fill) {
    XYSeries area = chart.addSeries(unique(), coordinates(corners, 0), coordinates(corners, 1));
    area.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
    area.setMarker(SeriesMarkers.NONE);
    area.setLineStyle(SeriesLines.NONE);
    area.setFillColor(fill);
  }

  private static double[] coordinates(List<double[]> places, int axis) {
    return places.stream().mapToDouble(place -> place[axis]).toArray();
  }

  private String unique() {
    return "mark " + next++;
  }
}
