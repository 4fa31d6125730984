package flashsalelab.report.figure;

import java.util.List;

/**
 * One picture.
 *
 * @param title what it shows, or the finding itself
 * @param rows from top to bottom, at least one
 * @param caption how to read it, how much evidence it rests on and where that was gathered; a line
 *     each
 * @param warning what a reader must know first, else empty
 */
public record Figure(String title, List<Row> rows, List<String> caption, String warning) {
  public Figure {
    rows = List.copyOf(rows);
    caption = List.copyOf(caption);
    if (rows.isEmpty()) {
      throw new IllegalArgumentException("a figure needs a row: " + title);
    }
  }
}
