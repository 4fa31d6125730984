package flashsalelab.report.paint;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.util.ArrayList;
import java.util.List;

/** Words on a picture: measured, broken into lines, drawn. */
final class Text {
  private static final FontRenderContext CONTEXT = new FontRenderContext(null, true, true);

  private Text() {}

  static double width(String text, Font font) {
    return font.getStringBounds(text, CONTEXT).getWidth();
  }

  /** From the baseline to the top of a capital letter. */
  static double capHeight(Font font) {
    return font.createGlyphVector(CONTEXT, "H").getVisualBounds().getHeight();
  }

  static double lineHeight(Font font) {
    return font.getSize2D() * 1.35;
  }

  /** Breaks between words so that no line is wider; a single wider word stands alone. */
  static List<String> wrap(String text, Font font, double width) {
    var lines = new ArrayList<String>();
    var line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      String longer = line.isEmpty() ? word : line + " " + word;
      if (!line.isEmpty() && width(longer, font) > width) {
        lines.add(line.toString());
        line.setLength(0);
        line.append(word);
      } else {
        line.setLength(0);
        line.append(longer);
      }
    }
    lines.add(line.toString());
    return lines;
  }

  /** Cuts the end off, with an ellipsis, where the text is wider. */
  static String fit(String text, Font font, double width) {
    if (width(text, font) <= width) {
      return text;
    }
    int end = text.length();
    while (end > 1 && width(text.substring(0, end) + "…", font) > width) {
      end--;
    }
    return text.substring(0, end).stripTrailing() + "…";
  }

  /**
   * Draws a line of text.
   *
   * @param anchor where x lies: 0 at the text's left end, 0.5 in its middle, 1 at its right end
   * @param y the baseline
   */
  static void draw(
      Graphics2D g, String text, Font font, Color color, double x, double y, double anchor) {
    g.setFont(font);
    g.setColor(color);
    g.drawString(text, (float) (x - anchor * width(text, font)), (float) y);
  }

  /** Draws a line of text in front of whatever is there, with a white rim. */
  static void drawAbove(
      Graphics2D g, String text, Font font, Color color, double x, double y, double anchor) {
    double left = x - anchor * width(text, font);
    var outline = font.createGlyphVector(CONTEXT, text).getOutline((float) left, (float) y);
    g.setColor(new Color(255, 255, 255, 220));
    g.setStroke(new java.awt.BasicStroke(3.5f, 1, 1));
    g.draw(outline);
    g.setColor(color);
    g.fill(outline);
  }
}
