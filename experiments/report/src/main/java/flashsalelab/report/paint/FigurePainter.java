package flashsalelab.report.paint;

import flashsalelab.report.figure.Axis;
import flashsalelab.report.figure.Figure;
import flashsalelab.report.figure.Row;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;

/** Paints a figure: title, rows from top to bottom, caption. */
public final class FigurePainter {
  private static final Font TITLE = Fonts.semibold(Sizes.TITLE);
  private static final Font CAPTION = Fonts.regular(Sizes.CAPTION);
  private static final Font WARNING = Fonts.semibold(Sizes.CAPTION + 1);
  private static final double TEXT_WIDTH = Sizes.WIDTH - 2.0 * Sizes.MARGIN;

  private final Figure figure;
  private final List<String> title;
  private final List<String> warning;
  private final List<String> caption;

  private FigurePainter(Figure figure) {
    this.figure = figure;
    this.title = Text.wrap(figure.title(), TITLE, TEXT_WIDTH);
    this.warning =
        figure.warning().isEmpty() ? List.of() : Text.wrap(figure.warning(), WARNING, TEXT_WIDTH);
    this.caption =
        figure.caption().stream()
            .flatMap(line -> Text.wrap(line, CAPTION, TEXT_WIDTH).stream())
            .toList();
  }

  /** Paints it; the picture's height follows from the figure's rows. */
  public static BufferedImage paint(Figure figure) {
    return new FigurePainter(figure).paint();
  }

  private BufferedImage paint() {
    double head = Sizes.MARGIN + title.size() * Text.lineHeight(TITLE);
    double foot =
        Sizes.GAP
            + warning.size() * Text.lineHeight(WARNING)
            + caption.size() * Text.lineHeight(CAPTION)
            + Sizes.MARGIN * 0.7;
    double heads =
        figure.rows().stream().mapToDouble(row -> RowPainter.headHeight(row, TEXT_WIDTH)).sum();
    double free = Sizes.HEIGHT - head - foot - heads;
    double share = free / figure.rows().size();
    double panels = figure.rows().stream().mapToDouble(row -> panelHeight(row, share)).sum();
    int height = (int) Math.ceil(head + heads + panels + foot);

    var image =
        new BufferedImage(
            Sizes.WIDTH * Sizes.SCALE, height * Sizes.SCALE, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.scale(Sizes.SCALE, Sizes.SCALE);
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, Sizes.WIDTH, height);

    lines(g, title, TITLE, Palette.INK, Sizes.MARGIN * 0.6);
    double y = head;
    for (Row row : figure.rows()) {
      double rowHeight = RowPainter.headHeight(row, TEXT_WIDTH) + panelHeight(row, share);
      RowPainter.paint(g, row, y, rowHeight);
      y += rowHeight;
    }
    y = lines(g, warning, WARNING, Palette.WARNING, y + Sizes.GAP);
    lines(g, caption, CAPTION, Palette.SECONDARY_INK, y);
    g.dispose();
    return image;
  }

  private static double panelHeight(Row row, double share) {
    if (row.panels().getFirst().y() instanceof Axis.Categories categories) {
      int count = categories.labels().size();
      int each = Math.clamp(Sizes.CATEGORIES / count, Sizes.LEAST_CATEGORY, Sizes.MOST_CATEGORY);
      return count * each + 70.0;
    }
    return Math.max(Sizes.LEAST_PANEL, share);
  }

  private static double lines(
      Graphics2D g, List<String> lines, Font font, Color color, double from) {
    double y = from;
    for (String line : lines) {
      y += Text.lineHeight(font);
      Text.draw(g, line, font, color, Sizes.MARGIN, y - Text.lineHeight(font) * 0.22, 0);
    }
    return y;
  }
}
