package flashsalelab.lab.launch.containers;

import flashsalelab.lab.launch.Metered;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** How the resources of a container are read. */
final class Meters {
  private static final Path ROOT = Path.of("/");

  private Meters() {}

  /**
   * The kernel's own counters where this machine runs the container, else the engine's.
   *
   * @param pid of the container's first process, as the engine sees it
   */
  static Metered.Meter of(Engine engine, String id, @Nullable Long pid) {
    return Cgroup.of(ROOT, pid == null ? 0 : pid, id)
        .<Metered.Meter>map(cgroup -> cgroup)
        .orElseGet(() -> new EngineMeter(engine, id));
  }
}
