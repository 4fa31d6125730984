package flashsalelab.lab.run;

import flashsalelab.results.RunFolder;
import java.nio.file.Path;
import java.util.List;

/**
 * Does something with a run's results after each experiment: draws charts, for instance. Found as a
 * {@link java.util.ServiceLoader service}, so that the lab need not know who looks on.
 */
public interface RunObserver {

  /**
   * An experiment has ended; everything that is known so far is in the folder.
   *
   * @param charts the folder that pictures go to
   * @return the files it wrote, for the log
   */
  List<Path> experimentEnded(RunFolder run, Path charts);
}
