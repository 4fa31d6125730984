package flashsalelab.lab.launch.containers;

import flashsalelab.lab.launch.LaunchException;
import flashsalelab.lab.launch.Modules;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the engine needs to build a module's image: its Dockerfile, what Maven has left in its
 * {@code target/app}, and what all images share ({@code docker/image}), under the paths that they
 * have in the repository.
 *
 * @param root the repository's folder
 * @param module the module's folder
 */
record BuildContext(Path root, Path module) {

  /** The path of the Dockerfile within the context. */
  String dockerfile() {
    return root.relativize(module.resolve("Dockerfile")).toString().replace('\\', '/');
  }

  /**
   * Every file of the context.
   *
   * @throws LaunchException if the module has not been built or has no Dockerfile
   */
  List<Path> files() throws IOException {
    Path dockerfile = module.resolve("Dockerfile");
    if (!Files.isRegularFile(dockerfile)) {
      throw new LaunchException(
          "there is no %s, so it cannot run in a container".formatted(dockerfile));
    }
    Modules.jar(module);
    var files = new ArrayList<Path>(List.of(dockerfile));
    for (Path folder : List.of(Modules.app(module), root.resolve("docker/image"))) {
      try (var tree = Files.walk(folder)) {
        tree.filter(Files::isRegularFile).sorted().forEach(files::add);
      }
    }
    return files;
  }

  /** Packs it into a temporary file, which is the caller's to delete. */
  Path pack() throws IOException {
    List<Path> files = files();
    Path packed = Files.createTempFile("flash-sale-lab-", ".tar");
    try (var out = new BufferedOutputStream(Files.newOutputStream(packed))) {
      Archive.write(out, root, files);
    }
    return packed;
  }
}
