package flashsalelab.lab.launch.process;

import flashsalelab.lab.launch.Component;
import flashsalelab.lab.launch.LaunchException;
import flashsalelab.lab.launch.Metered;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A process that the lab started: its name, its log, its end. */
final class ChildProcess {
  private static final int LAST_LINES = 15;

  private final Component component;
  private final String name;
  private final Process process;
  private final Path log;

  private ChildProcess(Component component, String name, Process process, Path log) {
    this.component = component;
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /**
   * Starts a command.
   *
   * @param environment variables beside those it inherits
   * @param talks whether its standard streams stay with the lab; only its errors are logged then
   * @param folder where {@code <name>.log} goes; also the process's working folder
   * @throws LaunchException if it cannot be started at all
   */
  static ChildProcess start(
      Component component,
      String name,
      List<String> command,
      Map<String, String> environment,
      boolean talks,
      Path folder) {
    Path log = folder.resolve(name + ".log");
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().putAll(environment);
    if (talks) {
      builder.redirectError(log.toFile());
    } else {
      builder.redirectErrorStream(true).redirectOutput(log.toFile());
    }
    try {
      return new ChildProcess(component, name, builder.start(), log);
    } catch (IOException e) {
      throw new LaunchException("%s cannot be started: %s".formatted(name, e.getMessage()), e);
    }
  }

  String name() {
    return name;
  }

  Process process() {
    return process;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  Metered metered() {
    return new Metered(component, name, ProcMeter.ofPid(process.pid()));
  }

  boolean isGenerator() {
    return component == Component.GENERATOR;
  }

  /** Whether it is a generator that ended well: the one process that ends before it is asked to. */
  boolean hasDoneItsWork() {
    return isGenerator() && !process.isAlive() && process.exitValue() == 0;
  }

  /**
   * Binds it to other processors.
   *
   * @param command which does that
   * @throws LaunchException if the command fails although the process is there
   */
  void move(List<String> command) {
    try {
      Process mover =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (mover.waitFor() != 0 && process.isAlive()) {
        throw new LaunchException(
            "%s could not be moved to other processors: %s failed"
                .formatted(name, String.join(" ", command)));
      }
    } catch (IOException e) {
      throw new LaunchException(
          "%s could not be moved to other processors: %s".formatted(name, e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** How it ended, in words, if it did. */
  Optional<String> end() {
    return process.isAlive()
        ? Optional.empty()
        : Optional.of("%s ended with %s".formatted(name, describe(process.exitValue())));
  }

  /** The last lines of its log, for an error message. */
  String lastWords() {
    try {
      List<String> lines =
          new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
      return lines.stream()
          .skip(Math.max(0, lines.size() - LAST_LINES))
          .map(line -> "    " + line)
          .collect(Collectors.joining(System.lineSeparator()));
    } catch (IOException e) {
      return "    (its log cannot be read: %s)".formatted(e.getMessage());
    }
  }

  /** Asks it to end. */
  void askToEnd() {
    process.destroy();
  }

  /** Waits for its end, and forces it after {@code limit}. */
  void awaitEnd(Duration limit) {
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** A shell reports a death by signal n as 128 + n, and so does the JDK. */
  private static String describe(int exitCode) {
    return exitCode > 128
        ? "exit code %d (signal %d)".formatted(exitCode, exitCode - 128)
        : "exit code %d".formatted(exitCode);
  }
}
