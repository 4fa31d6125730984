package flashsalelab.lab.launch.process;

import flashsalelab.lab.launch.LaunchException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.embedded.core.ExecutableProvider;

/**
 * A real redis-server: the installed one, else the one that the embedded-redis library carries.
 *
 * @param executable the program
 * @param version what it says of itself, with where it is from
 */
record RedisBinary(Path executable, String version) {
  private static final Pattern VERSION = Pattern.compile("v=([0-9.]+)");

  /**
   * Finds one.
   *
   * @param folder where a carried one is unpacked
   * @throws LaunchException if there is none for this machine
   */
  static RedisBinary find(Path folder) {
    return installed().orElseGet(() -> embedded(folder));
  }

  static Optional<RedisBinary> installed() {
    return InstalledProgram.find("redis-server")
        .map(file -> new RedisBinary(file, versionOf(file) + " (installed)"));
  }

  static RedisBinary embedded(Path folder) {
    try {
      Files.createDirectories(folder);
      Path file = ExecutableProvider.newJarResourceProvider(folder.toFile()).get().toPath();
      return new RedisBinary(file.toAbsolutePath(), versionOf(file) + " (embedded)");
    } catch (IOException | RuntimeException e) {
      throw new LaunchException(
          "no redis-server is installed, and the embedded one does not run here (%s): install Redis"
              .formatted(e.getMessage()),
          e);
    }
  }

  private static String versionOf(Path file) {
    try {
      Process process =
          new ProcessBuilder(file.toString(), "--version").redirectErrorStream(true).start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      Matcher version = VERSION.matcher(text);
      if (!version.find()) {
        throw new LaunchException("%s does not tell its version: %s".formatted(file, text.strip()));
      }
      return version.group(1);
    } catch (IOException e) {
      throw new LaunchException("%s does not run: %s".formatted(file, e.getMessage()), e);
    }
  }
}
