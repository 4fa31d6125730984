package flashsalelab.lab.launch.containers;

import flashsalelab.lab.launch.Metered;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A group of the second version. Memory is what is charged to it, but for the pages of files and
 * the slabs that the kernel can take back.
 *
 * @param folder of the group
 */
record CgroupV2(Path folder) implements Cgroup {
  private static final double US_PER_MS = 1e3;
  private static final double BYTES_PER_MIB = 1024 * 1024;

  @Override
  public Optional<Metered.Usage> read() {
    try {
      long cpuUs = CgroupFiles.table(folder.resolve("cpu.stat")).getOrDefault("usage_usec", 0L);
      Map<String, Long> statistics = CgroupFiles.table(folder.resolve("memory.stat"));
      long bytes =
          CgroupFiles.number(folder.resolve("memory.current"))
              - statistics.getOrDefault("active_file", 0L)
              - statistics.getOrDefault("inactive_file", 0L)
              - statistics.getOrDefault("slab_reclaimable", 0L);
      return Optional.of(
          new Metered.Usage(
              cpuUs / US_PER_MS,
              bytes / BYTES_PER_MIB,
              Math.toIntExact(CgroupFiles.number(folder.resolve("pids.current")))));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }
}
