package flashsalelab.lab.launch.containers;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where control groups are mounted, from {@code /proc/self/mountinfo}, see proc(5).
 *
 * @param version 1 or 2
 * @param controllers of the first version
 * @param group the group that is mounted, {@code /} for all
 * @param point where
 */
record CgroupMount(int version, List<String> controllers, String group, String point) {
  CgroupMount {
    controllers = List.copyOf(controllers);
  }

  /** The mounts of both versions among these lines. */
  static List<CgroupMount> parse(List<String> lines) {
    return lines.stream().flatMap(CgroupMount::parse).toList();
  }

  private static Stream<CgroupMount> parse(String line) {
    String[] halves = line.split(" - ", 2);
    String[] mount = halves[0].split(" ", -1);
    String[] system = halves.length == 2 ? halves[1].split(" ", -1) : new String[0];
    if (mount.length < 5 || system.length < 3) {
      return Stream.empty();
    }
    return switch (system[0]) {
      case "cgroup" ->
          Stream.of(
              new CgroupMount(1, Arrays.asList(system[2].split(",", -1)), mount[3], mount[4]));
      case "cgroup2" -> Stream.of(new CgroupMount(2, List.of(), mount[3], mount[4]));
      default -> Stream.empty();
    };
  }

  /**
   * The folder of a group, if it is mounted here.
   *
   * @param controller of the first version, or an empty word for the second version
   * @param path of the group
   */
  Stream<String> find(String controller, String path) {
    boolean fits = controller.isEmpty() ? version == 2 : controllers.contains(controller);
    if (!fits) {
      return Stream.empty();
    }
    if (group.equals("/")) {
      return Stream.of(point + path);
    }
    return path.startsWith(group + "/")
        ? Stream.of(point + path.substring(group.length()))
        : Stream.empty();
  }
}
