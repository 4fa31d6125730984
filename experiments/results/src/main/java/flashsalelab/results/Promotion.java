package flashsalelab.results;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Makes a run the reference: the committed run that readers and later runs look at. The rounds' own
 * folders (raw histories and logs) stay behind: they are large, and every figure and chart comes
 * from the files that are kept.
 */
public final class Promotion {
  private Promotion() {}

  /**
   * Replaces the reference by a copy of the run.
   *
   * @throws IllegalStateException if the run is incomplete, only a smoke run, or the reference
   *     itself; the message says so
   */
  public static void promote(RunFolder run, Path reference) throws IOException {
    RunInfo info = run.readRun();
    if (info.status() != RunInfo.Status.COMPLETE) {
      throw new IllegalStateException(
          "%s is incomplete (%s): only a complete run can be the reference"
              .formatted(info.id(), String.join("; ", info.remarks())));
    }
    if (info.scale().equals("smoke")) {
      throw new IllegalStateException(
          "%s is a smoke run: run at -Dexperiments.scale=standard or full for a reference"
              .formatted(info.id()));
    }
    Path source = run.path().toRealPath();
    if (Files.exists(reference) && Files.isSameFile(source, reference)) {
      throw new IllegalStateException("%s is the reference already".formatted(info.id()));
    }
    Path fresh = reference.resolveSibling(reference.getFileName() + ".new");
    Path old = reference.resolveSibling(reference.getFileName() + ".old");
    deleteTree(fresh);
    copyTree(source, fresh);
    deleteTree(old);
    if (Files.exists(reference)) {
      Files.move(reference, old);
    }
    Files.move(fresh, reference);
    deleteTree(old);
  }

  private static void copyTree(Path source, Path target) throws IOException {
    Files.walkFileTree(
        source,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            if (folder.getFileName().toString().startsWith("round-")) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(target.resolve(source.relativize(folder).toString()));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(
                file,
                target.resolve(source.relativize(file).toString()),
                StandardCopyOption.REPLACE_EXISTING);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static void deleteTree(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
