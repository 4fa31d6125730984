package flashsalelab.report.paint;

import java.awt.BasicStroke;
import java.awt.Color;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Colours, markers and strokes. The colours are those of Okabe and Ito ("Color Universal Design",
 * 2008), which readers with any common colour blindness can tell apart, with yellow darkened to be
 * seen on white. Beyond the eighth look the colours come again with other markers and dashes.
 */
final class Palette {
  static final Color INK = new Color(0x1f2328);
  static final Color SECONDARY_INK = new Color(0x59636e);
  static final Color GRID = new Color(0xe6e8eb);
  static final Color AXIS = new Color(0x9aa2ab);
  static final Color REFERENCE = new Color(0x8c959f);
  static final Color WARNING = new Color(0xb04a00);

  private static final Color[] COLORS = {
    new Color(0x0072b2),
    new Color(0xd55e00),
    new Color(0x009e73),
    new Color(0xcc79a7),
    new Color(0xe69f00),
    new Color(0x56b4e9),
    new Color(0x4d4d4d),
    new Color(0xa89a00)
  };
  private static final Marker[] MARKERS = {
    SeriesMarkers.CIRCLE, SeriesMarkers.DIAMOND, SeriesMarkers.SQUARE, SeriesMarkers.TRIANGLE_UP
  };
  private static final float[][] DASHES = {{}, {8, 4}, {2, 3}, {10, 3, 2, 3}};

  private Palette() {}

  static Color color(int look) {
    return COLORS[look % COLORS.length];
  }

  static Color band(int look) {
    Color color = color(look);
    return new Color(color.getRed(), color.getGreen(), color.getBlue(), 40);
  }

  static Marker marker(int look) {
    return MARKERS[cycle(look) % MARKERS.length];
  }

  static BasicStroke line(int look) {
    float[] dash = DASHES[cycle(look) % DASHES.length];
    return dash.length == 0
        ? new BasicStroke(2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND)
        : new BasicStroke(2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, dash, 0);
  }

  static BasicStroke whisker() {
    return new BasicStroke(1.6f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER);
  }

  static BasicStroke nothing() {
    return new BasicStroke(6f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER);
  }

  static BasicStroke reference() {
    return new BasicStroke(
        1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 1, new float[] {4, 4}, 0);
  }

  /** A whisker on a filled bar of the same look. */
  static Color onBar(int look) {
    return color(look).darker().darker();
  }

  private static int cycle(int look) {
    return look / COLORS.length;
  }
}
