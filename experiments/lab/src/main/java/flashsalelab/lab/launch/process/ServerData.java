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
 * The folder of what a server writes to disk, which ends with its deployment.
 *
 * @param folder which may be gone
 */
record ServerData(Path folder) {
  private static final Logger LOG = LoggerFactory.getLogger(ServerData.class);

  /**
   * Makes one.
   *
   * @param parent where
   * @param server whose
   * @throws LaunchException if it cannot be made
   */
  static ServerData in(Path parent, String server) {
    try {
      return new ServerData(Files.createDirectories(parent.resolve(server + "-data")));
    } catch (IOException e) {
      throw new LaunchException(
          "cannot make a folder for %s in %s: %s".formatted(server, parent, e.getMessage()), e);
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
