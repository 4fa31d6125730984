package flashsalelab.lab.launch;

import java.io.BufferedReader;
import java.io.Writer;
import java.time.Duration;

/** A load generator's process, whatever it runs in: its two streams and its end. */
public interface Generator {

  /** What it reads; closing it ends the generator. */
  Writer input();

  /** What it says. */
  BufferedReader output();

  /**
   * Waits for its end.
   *
   * @return the exit code
   * @throws LaunchException if it is still there after {@code limit}; it has been ended by force
   *     then
   */
  int awaitEnd(Duration limit) throws InterruptedException;

  /** The last lines of its log, for an error message. */
  String lastWords();
}
