package flashsalelab.report.figure;

import java.util.List;

/**
 * What is drawn in one look.
 *
 * @param name what it stands for
 * @param look colour and marker by number, the same number in every figure of a run
 * @param points in drawing order
 */
public record Series(String name, int look, Form form, List<Point> points) {

  /** The look of what is there to compare with. */
  public static final int REFERENCE_LOOK = -1;

  /** How points are drawn. */
  public enum Form {
    /** A marker a point, moved aside for its neighbours' sake; whiskers from low to high. */
    DOTS,
    /** A bar from 0 a point, moved aside likewise, along the axis that has numbers. */
    BARS,
    /** A plain line; a band from low to high where there are few. */
    LINE,
    /** A histogram: each point is a bin's lower edge and height, the next point's x its end. */
    BINS,
    /** A thin grey line to compare with, labelled where a point has a label. */
    REFERENCE
  }

  /**
   * One value.
   *
   * @param low lower end of its spread, the value itself where there is none
   * @param high upper end likewise
   * @param label what to write beside it, else empty
   */
  public record Point(double x, double y, double low, double high, String label) {
    /** A value without a spread. */
    public static Point at(double x, double y) {
      return new Point(x, y, y, y, "");
    }

    public boolean hasSpread() {
      return low < high;
    }
  }

  public Series {
    points = List.copyOf(points);
  }

  /** A line between two points to compare with, labelled at its end. */
  public static Series reference(
      String name, double x1, double y1, double x2, double y2, String label) {
    return new Series(
        name,
        REFERENCE_LOOK,
        Form.REFERENCE,
        List.of(Point.at(x1, y1), new Point(x2, y2, y2, y2, label)));
  }
}
