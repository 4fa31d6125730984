package flashsalelab.lab.launch.process;

import flashsalelab.lab.launch.Generator;
import flashsalelab.lab.launch.LaunchException;
import java.io.BufferedReader;
import java.io.Writer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A load generator as a local process. */
record ProcessGenerator(ChildProcess child) implements Generator {

  @Override
  public Writer input() {
    return child.process().outputWriter();
  }

  @Override
  public BufferedReader output() {
    return child.process().inputReader();
  }

  @Override
  public int awaitEnd(Duration limit) throws InterruptedException {
    if (!child.process().waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      child.process().destroyForcibly();
      throw new LaunchException(
          "the load generator did not end within %d s and was killed; its last log lines:%n%s"
              .formatted(limit.toSeconds(), lastWords()));
    }
    return child.process().exitValue();
  }

  @Override
  public String lastWords() {
    return child.lastWords();
  }
}
