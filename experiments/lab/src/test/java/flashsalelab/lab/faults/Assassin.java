package flashsalelab.lab.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** Kills one child of this lab while the load is on. */
final class Assassin {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Assassin() {}

  /** Waits until a run below {@code reports} is under load, then kills the child. */
  static CompletableFuture<Void> kill(Path reports, String commandPart) {
    return CompletableFuture.runAsync(() -> {
      Awaitility.await().atMost(PATIENCE).until(() -> isLoading(reports));
      List<ProcessHandle> victims = children(command -> command.contains(commandPart));
      assertThat(victims).as("children that run " + commandPart).isNotEmpty();
      victims.getFirst().destroyForcibly();
    });
  }

  /** The generator's log of latencies grows with the first second of load. */
  private static boolean isLoading(Path reports) throws IOException {
    if (!Files.isDirectory(reports)) {
      return false;
    }
    var loading = new AtomicBoolean();
    Files.walkFileTree(
        reports,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.endsWith("latency.hlog") && attributes.size() > 300) {
              loading.set(true);
              return FileVisitResult.TERMINATE;
            }
            return FileVisitResult.CONTINUE;
          }

          // A file may get its final name while it is looked at.
          @Override
          public FileVisitResult visitFileFailed(Path file, IOException gone) {
            return FileVisitResult.CONTINUE;
          }
        });
    return loading.get();
  }

  static List<ProcessHandle> children(Predicate<String> command) {
    return ProcessHandle.current()
        .descendants()
        .filter(child -> command.test(words(child.info())))
        .toList();
  }

  /** A redis-server rewrites its arguments; its program stays, under one of its names. */
  private static String words(ProcessHandle.Info info) {
    return info.command().orElse("") + " " + info.commandLine().orElse("");
  }
}
