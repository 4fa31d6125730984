package flashsalelab.lab.launch.process;

import flashsalelab.lab.launch.LaunchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of what a Redis writes to disk, which ends with its deployment.
 *
 * @param folder which may be gone
 */
record RedisData(Path folder) {
  private static final Logger LOG = LoggerFactory.getLogger(RedisData.class);

  /**
   * Makes one.
   *
   * @param parent where
   * @throws LaunchException if it cannot be made
   */
  static RedisData in(Path parent) {
    try {
      return new RedisData(Files.createDirectories(parent.resolve("redis-data")));
    } catch (IOException e) {
      throw new LaunchException(
          "cannot make a folder for Redis in %s: %s".formatted(parent, e.getMessage()), e);
    }
  }

  /** Removes it with all it holds; what cannot be removed is told and stays. */
  void remove() {
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path file : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (NoSuchFileException removed) {
      LOG.debug("{} is removed already", folder);
    } catch (IOException e) {
      LOG.warn("{} cannot be removed: {}", folder, e.toString());
    }
  }
}
