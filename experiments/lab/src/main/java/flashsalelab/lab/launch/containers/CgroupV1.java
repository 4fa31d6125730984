package flashsalelab.lab.launch.containers;

import flashsalelab.lab.launch.Metered;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A group of the first version. Memory is what is charged to it, but for the pages of files, which
 * the kernel can take back.
 *
 * @param cpu its folder in the hierarchy of cpuacct
 * @param memory in that of memory
 * @param tasks in that of pids
 */
record CgroupV1(Path cpu, Path memory, Path tasks) implements Cgroup {
  private static final double NS_PER_MS = 1e6;
  private static final double BYTES_PER_MIB = 1024 * 1024;

  @Override
  public Optional<Metered.Usage> read() {
    try {
      long cpuNs = CgroupFiles.number(cpu.resolve("cpuacct.usage"));
      Map<String, Long> statistics = CgroupFiles.table(memory.resolve("memory.stat"));
      long bytes =
          CgroupFiles.number(memory.resolve("memory.usage_in_bytes"))
              - statistics.getOrDefault("total_active_file", 0L)
              - statistics.getOrDefault("total_inactive_file", 0L);
      return Optional.of(
          new Metered.Usage(
              cpuNs / NS_PER_MS,
              bytes / BYTES_PER_MIB,
              Math.toIntExact(CgroupFiles.number(tasks.resolve("pids.current")))));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }
}
