package flashsalelab.ledger.process;

import flashsalelab.ledger.ProjectorProcess;
import flashsalelab.ledger.fixture.LedgerScene;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;

/** A projector as a process of its own, that can be killed. */
final class ProjectorChild implements AutoCloseable {
  private final Process process;

  private ProjectorChild(Process process) {
    this.process = process;
  }

  static ProjectorChild start(LedgerScene scene, Map<String, String> variables) {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ProjectorProcess.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().putAll(scene.postgres().variables());
    builder.environment().put("REDIS_URL", scene.redis().url());
    builder.environment().put("PROJECTOR_PORT", "0");
    builder.environment().putAll(variables);
    try {
      return new ProjectorChild(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Kills it, without warning. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Asks it to end. */
  int end() throws InterruptedException {
    process.destroy();
    return process.waitFor();
  }

  @Override
  public void close() {
    kill();
  }
}
