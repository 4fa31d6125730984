package flashsalelab.lab.launch.process;

import flashsalelab.lab.launch.Modules;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The commands that start the applications of this repository. */
record Applications(Modules modules) {
  private static final List<String> JVM =
      List.of(
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-Dio.netty.noUnsafe=false",
          "-XX:+ExitOnOutOfMemoryError");

  /** The command of an edge. */
  List<String> edge(String name, int heapMib) {
    return command(modules.edge(name), heapMib);
  }

  List<String> balancer(int heapMib) {
    return command(modules.balancer(), heapMib);
  }

  List<String> projector(int heapMib) {
    return command(modules.projector(), heapMib);
  }

  /** The command that makes Redis anew from the permanent ledger. */
  List<String> rebuild(int heapMib) {
    return Stream.concat(projector(heapMib).stream(), Modules.REBUILD.stream()).toList();
  }

  List<String> generator(int heapMib) {
    return command(modules.generator(), heapMib);
  }

  /** The JVM that this lab itself runs on, whatever {@code java} is on the path. */
  static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  private static List<String> command(Path module, int heapMib) {
    Path jar = Modules.jar(module);
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
