package flashsalelab.lab.launch.process;

import flashsalelab.lab.launch.LaunchException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The applications of this repository, found by convention: a module's jar, with its libraries
 * beside it, in {@code target/app}.
 *
 * @param root the repository's folder
 */
record Applications(Path root) {
  private static final List<String> JVM =
      List.of(
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-Dio.netty.noUnsafe=false",
          "-XX:+ExitOnOutOfMemoryError");

  /** The command of an edge. */
  List<String> edge(String name, int heapMib) {
    return command(root.resolve("servers").resolve(name), heapMib);
  }

  List<String> balancer(int heapMib) {
    return command(root.resolve("balancer"), heapMib);
  }

  List<String> generator(int heapMib) {
    return command(root.resolve("experiments").resolve("jmeter"), heapMib);
  }

  /** The JVM that this lab itself runs on, whatever {@code java} is on the path. */
  static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  private List<String> command(Path module, int heapMib) {
    Path jar = module.resolve("target/app").resolve(module.getFileName() + ".jar");
    if (!Files.isRegularFile(jar)) {
      throw new LaunchException(
          "there is no application %s: build it first (mvn package), or check the name"
              .formatted(jar));
    }
    var command = new ArrayList<String>();
    command.add(java().toString());
    command.add("-Xms%dm".formatted(heapMib));
    command.add("-Xmx%dm".formatted(heapMib));
    command.addAll(JVM);
    command.add("-jar");
    command.add(jar.toString());
    return command;
  }
}
