package flashsalelab.lab.launch.process;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which processors the system under test and the load generator run on. A generator that shares
 * processors with a saturated system measures its own starvation, so they are kept apart where
 * {@code taskset} is installed and there are at least two processors. The generator gets the larger
 * half: what it lacks falsifies a result, what the system lacks does not.
 *
 * @param system processors of the system, empty where nothing is kept apart
 * @param generator processors of the generator, likewise
 * @param plan in words
 */
record Cores(List<Integer> system, List<Integer> generator, String plan) {
  Cores {
    system = List.copyOf(system);
    generator = List.copyOf(generator);
  }

  /** The division of the processors that this process may use. */
  static Cores ofThisMachine() {
    return divided(AllowedProcessors.read(), InstalledProgram.find("taskset").isPresent());
  }

  static Cores divided(List<Integer> processors, boolean canPin) {
    if (processors.size() < 2 || !canPin) {
      return new Cores(
          List.of(),
          List.of(),
          "the system and the generator share %d processors"
              .formatted(Runtime.getRuntime().availableProcessors()));
    }
    int forSystem = processors.size() / 2;
    List<Integer> system = processors.subList(0, forSystem);
    List<Integer> generator = processors.subList(forSystem, processors.size());
    return new Cores(
        system,
        generator,
        "the system has processors %s, the generator %s".formatted(text(system), text(generator)));
  }

  /** A command, bound to the system's processors. */
  List<String> systemCommand(List<String> command) {
    return bound(system, command);
  }

  /** A command, bound to the generator's processors. */
  List<String> generatorCommand(List<String> command) {
    return bound(generator, command);
  }

  /** Whether {@link #moving} has anything to do. */
  boolean areDivided() {
    return !system.isEmpty();
  }

  /** The command that binds all threads of a running process to every processor, or its own. */
  List<String> moving(long pid, boolean everywhere) {
    List<Integer> processors =
        everywhere ? Stream.concat(system.stream(), generator.stream()).toList() : system;
    return List.of("taskset", "-a", "-c", "-p", text(processors), Long.toString(pid));
  }

  private static List<String> bound(List<Integer> processors, List<String> command) {
    return processors.isEmpty()
        ? command
        : Stream.concat(Stream.of("taskset", "-c", text(processors)), command.stream()).toList();
  }

  private static String text(List<Integer> processors) {
    return processors.stream().map(String::valueOf).collect(Collectors.joining(","));
  }
}
