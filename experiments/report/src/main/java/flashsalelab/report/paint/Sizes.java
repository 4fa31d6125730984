package flashsalelab.report.paint;

/** Sizes in logical pixels; a picture has {@link #SCALE} times as many real ones. */
final class Sizes {
  static final int SCALE = 2;
  static final int WIDTH = 1400;
  static final int HEIGHT = 800;
  static final int MARGIN = 26;
  static final int GAP = 14;

  /** The least height of a panel; a figure of many rows grows instead. */
  static final int LEAST_PANEL = 215;

  /** The height of a category in a panel whose vertical axis has categories. */
  static final int CATEGORY_ROW = 46;

  static final int MARKER = 11;
  static final float TITLE = 27;
  static final float HEADING = 19;
  static final float LEGEND = 17;
  static final float PANEL_TITLE = 17;
  static final float AXIS_TITLE = 15;
  static final float TICK = 15;
  static final float VALUE = 14;
  static final float CAPTION = 14;

  private Sizes() {}
}
