package flashsalelab.lab.launch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Where this repository's applications are, by convention.
 *
 * @param root the repository's folder
 */
public record Modules(Path root) {
  /** What the projector's application is told to make Redis anew from the permanent ledger. */
  public static final List<String> REBUILD = List.of("rebuild", "--replace");

  /** The module of an edge. */
  public Path edge(String name) {
    return root.resolve("servers").resolve(name);
  }

  public Path balancer() {
    return root.resolve("balancer");
  }

  /** The projector of the permanent ledger. */
  public Path projector() {
    return root.resolve("servers").resolve("ledger");
  }

  public Path generator() {
    return root.resolve("experiments").resolve("jmeter");
  }

  /** The folder that a module's build leaves: its jar, with its libraries beside it. */
  public static Path app(Path module) {
    return module.resolve("target/app");
  }

  /**
   * A module's jar.
   *
   * @throws LaunchException if the module has not been built
   */
  public static Path jar(Path module) {
    Path jar = app(module).resolve(module.getFileName() + ".jar");
    if (!Files.isRegularFile(jar)) {
      throw new LaunchException(
          "there is no application %s: build it first (mvn package), or check the name"
              .formatted(jar));
    }
    return jar;
  }
}
