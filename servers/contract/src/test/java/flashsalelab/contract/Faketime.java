package flashsalelab.contract;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A wrong clock for one process: <a href="https://github.com/wolfcw/libfaketime">libfaketime</a>,
 * preloaded. Only what is the time of day is moved, not what has passed, so that timeouts stay what
 * they are.
 */
final class Faketime {
  private static final String LIBRARY = "faketime/libfaketime.so.1";
  private static final List<Path> PLACES =
      List.of(Path.of("/usr/lib"), Path.of("/usr/lib64"), Path.of("/usr/local/lib"));

  private Faketime() {}

  /** Whether the library is installed. */
  static boolean isInstalled() {
    return library().isPresent();
  }

  /**
   * The environment of a process whose clock is ahead, or behind if negative.
   *
   * <p>Without the last variable a wait of the JVM that has a limit ends at once (seen with 0.9.10
   * and JDK 25: {@code Object.wait(300)} in 0 ms), and its threads spin.
   *
   * @throws IllegalStateException if the library is not installed
   */
  static Map<String, String> ahead(Duration offset) {
    Path library =
        library()
            .orElseThrow(() ->
                new IllegalStateException("libfaketime is not installed: install faketime"));
    return Map.of(
        "LD_PRELOAD", library.toString(),
        "FAKETIME", "%+ds".formatted(offset.toSeconds()),
        "FAKETIME_DONT_FAKE_MONOTONIC", "1",
        "FAKETIME_FORCE_MONOTONIC_FIX", "0");
  }

  private static Optional<Path> library() {
    return PLACES.stream()
        .flatMap(place -> Stream.concat(Stream.of(place), folders(place)))
        .map(folder -> folder.resolve(LIBRARY))
        .filter(Files::isRegularFile)
        .findFirst();
  }

  private static Stream<Path> folders(Path place) {
    String[] names = place.toFile().list((folder, name) -> name.endsWith("-linux-gnu"));
    return names == null ? Stream.of() : Stream.of(names).map(place::resolve);
  }
}
