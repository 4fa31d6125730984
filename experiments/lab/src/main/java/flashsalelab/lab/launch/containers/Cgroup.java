package flashsalelab.lab.launch.containers;

import flashsalelab.lab.launch.Metered;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A container's control group, whose files count what it uses; see cgroups(7) and the kernel's
 * cgroup-v1 and cgroup-v2 documents.
 */
sealed interface Cgroup extends Metered.Meter permits CgroupV1, CgroupV2 {

  /**
   * The group of a container that this machine runs.
   *
   * @param root the folder that holds {@code proc}
   * @param pid of the container's first process
   * @param id of the container, which has to be in the group's name: else the process is another's
   */
  static Optional<Cgroup> of(Path root, long pid, String id) {
    try {
      List<String[]> memberships =
          Files.readAllLines(root.resolve("proc/%d/cgroup".formatted(pid))).stream()
              .map(line -> line.split(":", 3))
              .filter(fields -> fields.length == 3 && fields[2].contains(id))
              .toList();
      List<CgroupMount> mounts =
          CgroupMount.parse(Files.readAllLines(root.resolve("proc/self/mountinfo")));
      Optional<Path> cpu = folder(root, memberships, mounts, "cpuacct");
      Optional<Cgroup> found =
          cpu.isPresent()
              ? cpu.flatMap(folder ->
                  folder(root, memberships, mounts, "memory")
                      .flatMap(memory ->
                          folder(root, memberships, mounts, "pids")
                              .map(tasks -> new CgroupV1(folder, memory, tasks))))
              : folder(root, memberships, mounts, "").map(CgroupV2::new);
      return found.filter(group -> group.read().isPresent());
    } catch (IOException notOnThisMachine) {
      return Optional.empty();
    }
  }

  /** Where the group of a controller is mounted; the second version's has no name. */
  private static Optional<Path> folder(
      Path root, List<String[]> memberships, List<CgroupMount> mounts, String controller) {
    return memberships.stream()
        .filter(fields -> Arrays.asList(fields[1].split(",", -1)).contains(controller))
        .flatMap(fields -> mounts.stream().flatMap(mount -> mount.find(controller, fields[2])))
        .map(path -> root.resolve(path.substring(1)))
        .findFirst();
  }
}
