package flashsalelab.lab.launch.process;

import flashsalelab.lab.launch.LaunchException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A real PostgreSQL: the installed one, else the one that a Maven artifact carries.
 *
 * @param programs the folder of {@code initdb} and {@code postgres}
 * @param version what it says of itself, with where it is from
 */
record PostgresBinary(Path programs, String version) {
  /** Where Debian's packages put each major version's programs; they are on nobody's path. */
  private static final Path PACKAGED = Path.of("/usr/lib/postgresql");

  private static final Pattern VERSION = Pattern.compile("PostgreSQL\\) ([0-9.]+)");

  /**
   * Finds one.
   *
   * @param folder where a carried one is unpacked
   * @throws LaunchException if there is none for this machine
   */
  static PostgresBinary find(Path folder) {
    return installed().orElseGet(() -> embedded(folder));
  }

  /** The newest that is installed. */
  static Optional<PostgresBinary> installed() {
    Optional<Path> onThePath =
        InstalledProgram.find("postgres").map(program -> program.resolveSibling(""));
    return onThePath
        .or(PostgresBinary::packaged)
        .map(programs -> new PostgresBinary(programs, versionOf(programs) + " (installed)"));
  }

  private static Optional<Path> packaged() {
    if (!Files.isDirectory(PACKAGED)) {
      return Optional.empty();
    }
    try (Stream<Path> versions = Files.list(PACKAGED)) {
      return versions
          .filter(version -> Files.isExecutable(version.resolve("bin/postgres")))
          .max(Comparator.comparingInt(PostgresBinary::major))
          .map(version -> version.resolve("bin"));
    } catch (IOException e) {
      throw new LaunchException("cannot look into %s: %s".formatted(PACKAGED, e.getMessage()), e);
    }
  }

  private static int major(Path version) {
    String name = String.valueOf(version.getFileName());
    return name.matches("\\d+") ? Integer.parseInt(name) : 0;
  }

  static PostgresBinary embedded(Path folder) {
    Path programs = new PostgresArchive(folder).unpacked().resolve("bin");
    return new PostgresBinary(programs, versionOf(programs) + " (embedded)");
  }

  private static String versionOf(Path programs) {
    String program = programs.resolve("postgres").toString();
    try {
      Process process = new ProcessBuilder(program, "--version").redirectErrorStream(true).start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      Matcher version = VERSION.matcher(text);
      if (!version.find()) {
        throw new LaunchException(
            "%s does not tell its version: %s".formatted(program, text.strip()));
      }
      return version.group(1);
    } catch (IOException e) {
      throw new LaunchException("%s does not run: %s".formatted(program, e.getMessage()), e);
    }
  }
}
