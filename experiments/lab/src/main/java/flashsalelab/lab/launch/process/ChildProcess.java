package flashsalelab.lab.launch.process;

import flashsalelab.lab.launch.Component;
import flashsalelab.lab.launch.ExitCode;
import flashsalelab.lab.launch.LastLines;
import flashsalelab.lab.launch.LaunchException;
import flashsalelab.lab.launch.Metered;
import flashsalelab.lab.launch.Part;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process that the lab started: its name, its log, its end. */
final class ChildProcess implements Part {
  private static final Duration ORPHANS_LIMIT = Duration.ofSeconds(5);

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

  @Override
  public String name() {
    return name;
  }

  Process process() {
    return process;
  }

  /** Its own id, and those of the processes that it has started. */
  List<Long> pids() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .map(ProcessHandle::pid)
        .toList();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  Metered metered() {
    return new Metered(component, name, ProcMeter.of(this::pids));
  }

  boolean isGenerator() {
    return component == Component.GENERATOR;
  }

  /** Whether it is a generator that ended well: the one process that ends before it is asked to. */
  boolean hasDoneItsWork() {
    return isGenerator() && !process.isAlive() && process.exitValue() == 0;
  }

  /**
   * Binds it, or a process that it has started, to other processors.
   *
   * @param pid which of them
   * @param command which does that
   * @throws LaunchException if the command fails although that process is there
   */
  void move(long pid, List<String> command) {
    try {
      Process mover =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      boolean moved = mover.waitFor() == 0;
      if (!moved && ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)) {
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

  @Override
  public Optional<String> end() {
    return process.isAlive()
        ? Optional.empty()
        : Optional.of("%s ended with %s".formatted(name, ExitCode.describe(process.exitValue())));
  }

  @Override
  public String lastWords() {
    return LastLines.of(log);
  }

  /** Ends it at once, and returns when it is gone. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /**
   * Ends it and the processes that it has started at once, and returns when they are gone: a server
   * is not dead as long as one of them has its memory. Where nobody takes notice of orphans' ends
   * (a container without an init process) theirs is never seen, and not waited for longer than
   * {@link #ORPHANS_LIMIT}.
   */
  void killAll() {
    List<ProcessHandle> all =
        Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    CompletableFuture.allOf(
            all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
        .orTimeout(ORPHANS_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
        .handle((gone, failure) -> failure == null)
        .join();
    // A handle may know of the end before its process does.
    process.onExit().join();
  }

  /** Asks it to end. */
  void askToEnd() {
    process.destroy();
  }

  /** Waits for its end, and forces it after {@code limit}, with what it has started. */
  void awaitEnd(Duration limit) {
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        killAll();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
