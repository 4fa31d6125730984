package flashsalelab.report.figure;

import java.util.List;

/**
 * One pair of axes and what is drawn on them.
 *
 * @param title what distinguishes it from its neighbours, else empty
 * @param series in drawing order; references are drawn first
 */
public record Panel(String title, Axis x, Axis y, List<Series> series) {
  public Panel {
    series = List.copyOf(series);
  }
}
