package flashsalelab.report.paint;

import flashsalelab.report.figure.Row;
import flashsalelab.report.figure.Row.Swatch;
import flashsalelab.report.figure.Series;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/** Paints a row: its heading and finding, its legend, its panels side by side. */
final class RowPainter {
  private static final Font HEADING = Fonts.semibold(Sizes.HEADING);
  private static final Font FINDING = Fonts.regular(Sizes.LEGEND);
  private static final Font LEGEND = Fonts.regular(Sizes.LEGEND);
  private static final double SWATCH_SIZE = 13;
  private static final double BETWEEN_SWATCHES = 26;
  private static final double ABOVE_HEADING = 10;

  private RowPainter() {}

  /** The height above the panels. */
  static double headHeight(Row row, double width) {
    return (row.heading().isEmpty() ? 0 : Text.lineHeight(HEADING) + ABOVE_HEADING)
        + (findingBeside(row, width) ? 0 : Text.lineHeight(FINDING))
        + legendLines(row.legend(), width).size() * Text.lineHeight(LEGEND)
        + Sizes.GAP;
  }

  static void paint(Graphics2D g, Row row, double top, double height) {
    double width = Sizes.WIDTH - 2.0 * Sizes.MARGIN;
    double y = top;
    if (!row.heading().isEmpty()) {
      y += ABOVE_HEADING + Text.lineHeight(HEADING);
      Text.draw(g, row.heading(), HEADING, Palette.INK, Sizes.MARGIN, y - 6, 0);
      if (findingBeside(row, width)) {
        double x = Sizes.MARGIN + Text.width(row.heading(), HEADING) + BETWEEN_SWATCHES;
        Text.draw(g, row.finding(), FINDING, Palette.SECONDARY_INK, x, y - 6, 0);
      } else {
        y += Text.lineHeight(FINDING);
        String finding = Text.fit(row.finding(), FINDING, width);
        Text.draw(g, finding, FINDING, Palette.SECONDARY_INK, Sizes.MARGIN, y - 6, 0);
      }
    }
    for (List<Swatch> line : legendLines(row.legend(), width)) {
      y += Text.lineHeight(LEGEND);
      legend(g, line, y - 6);
    }
    double from = top + headHeight(row, width);
    panels(g, row, new Rectangle2D.Double(Sizes.MARGIN, from, width, top + height - from));
  }

  private static boolean findingBeside(Row row, double width) {
    return row.finding().isEmpty()
        || Text.width(row.heading(), HEADING)
                + BETWEEN_SWATCHES
                + Text.width(row.finding(), FINDING)
            <= width;
  }

  private static List<List<Swatch>> legendLines(List<Swatch> swatches, double width) {
    var lines = new ArrayList<List<Swatch>>();
    double used = Double.MAX_VALUE;
    for (Swatch swatch : swatches) {
      double own = SWATCH_SIZE + 7 + Text.width(swatch.name(), LEGEND) + BETWEEN_SWATCHES;
      if (used + own > width) {
        lines.add(new ArrayList<>());
        used = 0;
      }
      lines.getLast().add(swatch);
      used += own;
    }
    return lines;
  }

  private static void legend(Graphics2D g, List<Swatch> swatches, double baseline) {
    double x = Sizes.MARGIN;
    for (Swatch swatch : swatches) {
      double y = baseline - Text.capHeight(LEGEND) / 2;
      if (swatch.look() == Series.REFERENCE_LOOK) {
        g.setColor(Palette.REFERENCE);
        g.setStroke(Palette.reference());
        g.draw(new Line2D.Double(x - 6, y, x + SWATCH_SIZE + 1, y));
      } else {
        g.setColor(Palette.color(swatch.look()));
        g.setStroke(Palette.whisker());
        Palette.marker(swatch.look()).paint(g, x + SWATCH_SIZE / 2, y, (int) SWATCH_SIZE);
      }
      Text.draw(g, swatch.name(), LEGEND, Palette.INK, x + SWATCH_SIZE + 7, baseline, 0);
      x += SWATCH_SIZE + 7 + Text.width(swatch.name(), LEGEND) + BETWEEN_SWATCHES;
    }
  }

  /** Plots of one row are equally wide, whether or not labels stand beside them. */
  private static void panels(Graphics2D g, Row row, Rectangle2D area) {
    int labelled = row.sharesVertical() ? 1 : row.columns();
    double side = PanelPainter.sideWidth(row.panels().getFirst());
    double plot =
        (area.getWidth() - labelled * side - (row.columns() - 1.0) * Sizes.GAP) / row.columns();
    double x = area.getX();
    for (int i = 0; i < row.panels().size(); i++) {
      boolean labels = i < labelled;
      double width = plot + (labels ? side : 0);
      PanelPainter.paint(
          g,
          row.panels().get(i),
          new Rectangle2D.Double(x, area.getY(), width, area.getHeight()),
          labels);
      x += width + Sizes.GAP;
    }
  }
}
