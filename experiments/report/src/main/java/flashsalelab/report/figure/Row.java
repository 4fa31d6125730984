package flashsalelab.report.figure;

import java.util.List;

/**
 * Panels side by side.
 *
 * @param heading whose data they show
 * @param finding what they come to, else empty
 * @param legend the series of all of its panels, empty where the axes name them or the row above
 *     has it
 * @param panels from left to right, at least one
 * @param columns how many panels would fill the row; the rest stays empty
 */
public record Row(
    String heading, String finding, List<Swatch> legend, List<Panel> panels, int columns) {
  public Row {
    legend = List.copyOf(legend);
    panels = List.copyOf(panels);
    if (panels.isEmpty()) {
      throw new IllegalArgumentException("a row needs a panel: " + heading);
    }
    if (columns < panels.size()) {
      throw new IllegalArgumentException(
          "%d panels do not fit into %d columns: %s".formatted(panels.size(), columns, heading));
    }
  }

  /** A row that its panels fill. */
  public Row(String heading, String finding, List<Swatch> legend, List<Panel> panels) {
    this(heading, finding, legend, panels, panels.size());
  }

  /**
   * An entry of the legend.
   *
   * @param name what it stands for
   * @param look its colour and marker, see {@link Series#look()}
   */
  public record Swatch(String name, int look) {}

  /** Whether all panels have the same vertical axis, so that the first one's labels serve all. */
  public boolean sharesVertical() {
    Axis first = panels.getFirst().y();
    return panels.stream().allMatch(panel -> panel.y().equals(first));
  }
}
