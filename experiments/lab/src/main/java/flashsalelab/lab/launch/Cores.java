package flashsalelab.lab.launch;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which processors the system under test and the load generator run on. A generator that shares
 * processors with a saturated system measures its own starvation, so they are kept apart where
 * there are at least two. The generator gets the larger half: what it lacks falsifies a result,
 * what the system lacks does not.
 *
 * @param system processors of the system, empty where nothing is kept apart
 * @param generator processors of the generator, likewise
 * @param plan in words
 */
public record Cores(List<Integer> system, List<Integer> generator, String plan) {
  public Cores {
    system = List.copyOf(system);
    generator = List.copyOf(generator);
  }

  /** These processors, divided; nothing to divide is shared. */
  public static Cores divided(List<Integer> processors) {
    if (processors.size() < 2) {
      return shared(Runtime.getRuntime().availableProcessors());
    }
    int forSystem = processors.size() / 2;
    List<Integer> system = processors.subList(0, forSystem);
    List<Integer> generator = processors.subList(forSystem, processors.size());
    return new Cores(
        system,
        generator,
        "the system has processors %s, the generator %s".formatted(text(system), text(generator)));
  }

  /** So many processors, shared by all. */
  public static Cores shared(int processors) {
    return shared("the system and the generator share %d processors".formatted(processors));
  }

  /** Nothing is kept apart, for the reason that the plan gives. */
  public static Cores shared(String plan) {
    return new Cores(List.of(), List.of(), plan);
  }

  /** Whether anything is kept apart. */
  public boolean areDivided() {
    return !system.isEmpty();
  }

  /** All of them. */
  public List<Integer> all() {
    return Stream.concat(system.stream(), generator.stream()).toList();
  }

  /** A list of processors as taskset and cpusets spell it. */
  public static String text(List<Integer> processors) {
    return processors.stream().map(String::valueOf).collect(Collectors.joining(","));
  }
}
