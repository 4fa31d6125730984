package flashsalelab.report.chart;

import flashsalelab.report.figure.Amount;
import flashsalelab.report.run.Experiment;
import flashsalelab.report.run.Window;
import java.util.List;

/** The names of loads at an axis, each with its rate. */
final class Labels {
  private Labels() {}

  static List<String> of(Experiment experiment, List<Window> windows) {
    return windows.stream().map(window -> of(experiment, window)).toList();
  }

  /** A load and its rate on one line. */
  static String inline(Experiment experiment, Window window) {
    return of(experiment, window).replace('\n', ' ');
  }

  private static String of(Experiment experiment, Window window) {
    double offered = experiment.offeredPerS(window);
    return offered > 0
        ? "%s\n%s/s".formatted(window.load(), Amount.of(Math.round(offered)))
        : window.load();
  }
}
