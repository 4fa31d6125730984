package flashsalelab.ledger.process;

import flashsalelab.ledger.ProjectorProcess;
import flashsalelab.ledger.fixture.LedgerScene;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A projector as a process of its own, that can be killed. */
final class ProjectorChild implements AutoCloseable {
  private final Process process;

  private ProjectorChild(Process process) {
    this.process = process;
  }

  static ProjectorChild start(LedgerScene scene, Map<String, String> variables) {
    return start(List.of(), scene, variables);
  }

  /** On the last core of this machine, and no other. */
  static ProjectorChild onOneCore(LedgerScene scene, Map<String, String> variables) {
    String core = Integer.toString(Runtime.getRuntime().availableProcessors() - 1);
    return start(List.of("taskset", "-c", core), scene, variables);
  }

  private static ProjectorChild start(
      List<String> prefix, LedgerScene scene, Map<String, String> variables) {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            ProjectorProcess.class.getName()));
    ProcessBuilder builder =
        new ProcessBuilder(command)
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

  /** The CPU time it has had. */
  Duration cpu() {
    return process.info().totalCpuDuration().orElseThrow();
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
