package flashsalelab.lab.launch.process;

import flashsalelab.lab.launch.AllowedProcessors;
import flashsalelab.lab.launch.Cores;
import java.util.List;
import java.util.stream.Stream;

/** Binds processes to processors, where the command {@code taskset} is installed. */
record Taskset(Cores cores) {

  /** The division of the processors that this process may use. */
  static Taskset ofThisMachine() {
    return new Taskset(
        InstalledProgram.find("taskset").isPresent()
            ? Cores.divided(AllowedProcessors.read())
            : Cores.shared(Runtime.getRuntime().availableProcessors()));
  }

  /** A command, bound to the system's processors. */
  List<String> systemCommand(List<String> command) {
    return bound(cores.system(), command);
  }

  /** A command, bound to the generator's processors. */
  List<String> generatorCommand(List<String> command) {
    return bound(cores.generator(), command);
  }

  /** The command that binds all threads of a running process to every processor, or its own. */
  List<String> moving(long pid, boolean everywhere) {
    List<Integer> processors = everywhere ? cores.all() : cores.system();
    return List.of("taskset", "-a", "-c", "-p", Cores.text(processors), Long.toString(pid));
  }

  private static List<String> bound(List<Integer> processors, List<String> command) {
    return processors.isEmpty()
        ? command
        : Stream.concat(Stream.of("taskset", "-c", Cores.text(processors)), command.stream())
            .toList();
  }
}
