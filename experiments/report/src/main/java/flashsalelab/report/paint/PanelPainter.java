package flashsalelab.report.paint;

import flashsalelab.report.figure.Axis;
import flashsalelab.report.figure.Panel;
import flashsalelab.report.figure.Series;
import flashsalelab.report.figure.Series.Form;
import flashsalelab.report.figure.Series.Point;
import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.knowm.xchart.XYChart;

/** Paints one panel: XChart the axes and marks, this class the words on them. */
final class PanelPainter {
  private static final Font VALUE = Fonts.semibold(Sizes.VALUE);
  private static final Font NAME = Fonts.regular(Sizes.TICK + 1);
  private static final Font LESSER = Fonts.regular(Sizes.VALUE);
  private static final double GAP = 10;

  private final Graphics2D g;
  private final Panel panel;
  private final XYChart chart;
  private final Marks marks;

  private PanelPainter(Graphics2D g, Panel panel, XYChart chart, Marks marks) {
    this.g = g;
    this.panel = panel;
    this.chart = chart;
    this.marks = marks;
  }

  /**
   * Paints into a rectangle.
   *
   * @param verticalLabels whether the vertical axis is labelled
   */
  static void paint(Graphics2D target, Panel panel, Rectangle2D area, boolean verticalLabels) {
    double title = panel.title().isEmpty() ? 0 : Text.lineHeight(Fonts.semibold(Sizes.PANEL_TITLE));
    double names = namesHeight(panel.x());
    double left = verticalLabels ? leftNames(panel.y()) : 0;
    int width = (int) (area.getWidth() - left);
    int height = (int) (area.getHeight() - title - names);
    XYChart chart = Frame.of(panel, width, height, verticalLabels);
    var marks = new Marks(chart, panel);
    marks.add();
    Graphics2D g = (Graphics2D) target.create();
    g.translate(area.getX() + left, area.getY() + title);
    chart.paint(g, width, height);
    var painter = new PanelPainter(g, panel, chart, marks);
    painter.title();
    painter.names(verticalLabels);
    painter.values();
    painter.referenceLabels();
    g.dispose();
  }

  private static double namesHeight(Axis x) {
    return x instanceof Axis.Categories categories
        ? categories.labels().stream().mapToLong(label -> label.lines().count()).max().orElse(1)
                * Text.lineHeight(NAME)
            + 2
        : 0;
  }

  /** What labels beside a panel take. */
  static double sideWidth(Panel panel) {
    return panel.y() instanceof Axis.Categories ? leftNames(panel.y()) : Sizes.VERTICAL_LABELS;
  }

  /** The width of the names at a vertical axis that has categories. */
  static double leftNames(Axis y) {
    return y instanceof Axis.Categories categories
        ? categories.labels().stream().mapToDouble(name -> Text.width(name, NAME)).max().orElse(0)
            + GAP
        : 0;
  }

  private double left() {
    return chart.getScreenXFromChart(Frame.least(panel.x()));
  }

  private double right() {
    return chart.getScreenXFromChart(Frame.greatest(panel.x()));
  }

  private double bottom() {
    return chart.getScreenYFromChart(Frame.least(panel.y()));
  }

  private double top() {
    return chart.getScreenYFromChart(Frame.greatest(panel.y()));
  }

  private void title() {
    Font font = Fonts.semibold(Sizes.PANEL_TITLE);
    String title = Text.fit(panel.title(), font, right() - left());
    Text.draw(g, title, font, Palette.INK, (left() + right()) / 2, -2, 0.5);
  }

  private void names(boolean verticalLabels) {
    g.setColor(Palette.AXIS);
    g.setStroke(new BasicStroke(1.2f));
    if (panel.x() instanceof Axis.Categories categories) {
      g.draw(new Line2D.Double(left(), bottom(), right(), bottom()));
      double room = (right() - left()) / categories.labels().size();
      for (int i = 0; i < categories.labels().size(); i++) {
        double x = chart.getScreenXFromChart(i);
        double y = bottom() + Text.lineHeight(NAME);
        boolean first = true;
        for (String line : categories.labels().get(i).lines().toList()) {
          Font font = first ? NAME : LESSER;
          Text.draw(
              g,
              Text.fit(line, font, room - 4),
              font,
              first ? Palette.INK : Palette.SECONDARY_INK,
              x,
              y,
              0.5);
          y += Text.lineHeight(LESSER);
          first = false;
        }
      }
    }
    if (panel.y() instanceof Axis.Categories categories) {
      g.draw(new Line2D.Double(left(), top(), left(), bottom()));
      for (int i = 0; verticalLabels && i < categories.labels().size(); i++) {
        double y = chart.getScreenYFromChart(marks.y(Point.at(0, i)));
        Text.draw(
            g,
            categories.labels().get(i),
            NAME,
            Palette.INK,
            left() - GAP,
            y + Text.capHeight(NAME) / 2,
            1);
      }
    }
  }

  private void values() {
    if (panel.y() instanceof Axis.Categories) {
      panel.series().forEach(this::valuesToTheRight);
    } else if (panel.x() instanceof Axis.Categories) {
      double slot = chart.getScreenXFromChart(marks.slot()) - chart.getScreenXFromChart(0);
      double widest =
          panel.series().stream()
              .flatMap(series -> series.points().stream())
              .mapToDouble(point -> Text.width(point.label(), VALUE))
              .max()
              .orElse(0);
      if (widest < slot) {
        boolean beside = widest + Sizes.MARKER + GAP < slot;
        panel.series().forEach(series -> values(series, beside));
      }
    }
  }

  /** Dots have their values beside them where there is room, because whiskers are above them. */
  private void values(Series series, boolean beside) {
    for (Point point : series.points()) {
      double x = chart.getScreenXFromChart(marks.x(series, point));
      double y = chart.getScreenYFromChart(point.y());
      if (series.form() == Form.DOTS && beside) {
        double right = x + Sizes.MARKER / 2.0 + 3;
        double middle = y + Text.capHeight(VALUE) / 2;
        Text.drawAbove(g, point.label(), VALUE, Palette.INK, right, middle, 0);
      } else {
        double lift = series.form() == Form.DOTS ? Sizes.MARKER / 2.0 + 4 : 4;
        double above = Math.min(y - lift, chart.getScreenYFromChart(point.high()) - 4);
        Text.drawAbove(g, point.label(), VALUE, Palette.INK, x, above, 0.5);
      }
    }
  }

  private void valuesToTheRight(Series series) {
    Font font = Fonts.semibold(Sizes.TICK + 1);
    for (Point point : series.points()) {
      double end = Math.max(point.x(), point.high());
      double x = chart.getScreenXFromChart(end) + GAP;
      double y = chart.getScreenYFromChart(marks.y(point)) + Text.capHeight(font) / 2;
      Text.drawAbove(g, Text.fit(point.label(), font, right() - x), font, Palette.INK, x, y, 0);
    }
  }

  /**
   * Labels of vertical references stand at their top: the last one's to the right where there is
   * room, the others' to the left; a last one without room goes left too, a line lower.
   */
  private void referenceLabels() {
    List<Point> tops =
        panel.series().stream()
            .filter(series -> series.form() == Form.REFERENCE)
            .map(series -> series.points().getLast())
            .filter(point -> !point.label().isEmpty())
            .toList();
    double y = top() + Text.capHeight(LESSER) + 5;
    for (Point point : tops) {
      double x = chart.getScreenXFromChart(point.x());
      double width = Text.width(point.label(), LESSER);
      boolean last = point.equals(tops.getLast());
      boolean roomToTheRight = x + 5 + width <= right();
      boolean roomToTheLeft = x - 5 - width >= left();
      boolean rightward = last ? roomToTheRight || !roomToTheLeft : !roomToTheLeft;
      double lower = (last && !rightward) || (!last && rightward) ? Text.lineHeight(LESSER) : 0;
      Text.drawAbove(
          g,
          point.label(),
          LESSER,
          Palette.SECONDARY_INK,
          rightward ? x + 5 : x - 5,
          y + lower,
          rightward ? 0 : 1);
    }
  }
}
