package flashsalelab.suite;

import flashsalelab.lab.run.RunObserver;
import flashsalelab.report.Charts;
import flashsalelab.results.RunFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** Draws the charts of what is known so far, each time an experiment has ended. */
public final class ChartsAfterEachExperiment implements RunObserver {

  @Override
  public List<Path> experimentEnded(RunFolder run, Path charts) {
    try {
      return Charts.render(run, charts);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the charts of %s could not be drawn".formatted(run.path()), e);
    }
  }
}
