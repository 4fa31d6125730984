package flashsalelab.lab.launch.process;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which processors the system under test and the load generator run on. A generator that shares
 * processors with a saturated system measures its own starvation, so they are kept apart where
 * {@code taskset} is installed and there are at least two processors: JMeter spends more on a
 * request than the system does, and gets the larger half.
 *
 * @param system the command prefix that puts a process of the system in its place
 * @param generator the same for the generator
 * @param plan in words
 */
record Cores(List<String> system, List<String> generator, String plan) {

  /** The division of this machine. */
  static Cores ofThisMachine() {
    return divided(
        Runtime.getRuntime().availableProcessors(), InstalledProgram.find("taskset").isPresent());
  }

  static Cores divided(int processors, boolean canPin) {
    if (processors < 2 || !canPin) {
      return new Cores(
          List.of(),
          List.of(),
          "the system and the generator share %d processors".formatted(processors));
    }
    int forSystem = processors / 2;
    return new Cores(
        List.of("taskset", "-c", range(0, forSystem)),
        List.of("taskset", "-c", range(forSystem, processors)),
        "the system has processors %s, the generator %s"
            .formatted(range(0, forSystem), range(forSystem, processors)));
  }

  private static String range(int from, int to) {
    return IntStream.range(from, to).mapToObj(String::valueOf).collect(Collectors.joining(","));
  }
}
