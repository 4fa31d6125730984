import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The source format of this repository: google-java-format, run by the JDK that the build selected,
 * whatever JDK Maven itself runs on. {@code check} names the files that differ, {@code write} mends
 * them.
 */
final class Format {
  private static final Formatter FORMATTER =
      new Formatter(JavaFormatterOptions.builder().formatJavadoc(true).build());

  public static void main(String[] args) throws IOException {
    boolean write = args.length == 1 && args[0].equals("write");
    List<Path> sources;
    try (var tree = Files.walk(Path.of("."))) {
      sources = tree.filter(Format::isSource).sorted().toList();
    }
    List<Path> unformatted = sources.parallelStream().filter(file -> differs(file, write)).toList();
    if (write) {
      System.out.printf("%d of %d files formatted%n", unformatted.size(), sources.size());
    } else if (!unformatted.isEmpty()) {
      unformatted.forEach(file -> System.err.println("not formatted: " + file));
      System.err.println("Run `mvn -N initialize exec:exec@format` to format them.");
      System.exit(1);
    }
  }

  private static boolean isSource(Path file) {
    return file.toString().endsWith(".java") && !file.toString().contains("/target/");
  }

  private static boolean differs(Path file, boolean write) {
    try {
      String before = Files.readString(file);
      String after =
          FORMATTER.formatSource(
              ImportOrderer.reorderImports(
                  RemoveUnusedImports.removeUnusedImports(before),
                  JavaFormatterOptions.Style.GOOGLE));
      if (write && !before.equals(after)) {
        Files.writeString(file, after);
      }
      return !before.equals(after);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (FormatterException e) {
      throw new IllegalStateException(file + ": " + e.getMessage(), e);
    }
  }
}
