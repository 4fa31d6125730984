package flashsalelab.report.paint;

/** Sizes in logical pixels; a picture has {@link #SCALE} times as many real ones. */
final class Sizes {
  static final int SCALE = 2;
  static final int WIDTH = 1400;
  static final int HEIGHT = 800;
  static final int MARGIN = 26;
  static final int GAP = 14;

  /** The least height of a panel; a figure of many rows grows instead. */
  static final int LEAST_PANEL = 240;

  /** What a panel of categories from top to bottom takes, within the least and most for each. */
  static final int CATEGORIES = 330;

  static final int LEAST_CATEGORY = 44;
  static final int MOST_CATEGORY = 92;

  /** What labels and title of a vertical axis take beside the plot. */
  static final int VERTICAL_LABELS = 78;

  static final int MARKER = 10;
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
