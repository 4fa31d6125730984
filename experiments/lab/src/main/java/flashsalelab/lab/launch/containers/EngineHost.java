package flashsalelab.lab.launch.containers;

import com.github.dockerjava.api.model.Info;
import flashsalelab.lab.launch.AllowedProcessors;
import flashsalelab.lab.launch.Cores;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The machine that the engine runs on: this one, or another.
 *
 * @param engine the engine's address
 * @param info what the engine tells of it
 */
record EngineHost(URI engine, Info info) {
  private static final String OVERRIDE = "TESTCONTAINERS_HOST_OVERRIDE";
  private static final String LOOPBACK = "127.0.0.1";
  private static final String EVERYWHERE = "0.0.0.0";
  private static final Set<String> LOCAL_SCHEMES = Set.of("unix", "npipe");
  private static final Set<String> LOCAL_NAMES = Set.of("localhost", LOOPBACK);

  /** Where its published ports are reached; a lab that is itself in a container has to be told. */
  String name() {
    String told = System.getenv().getOrDefault(OVERRIDE, "");
    if (!told.isBlank()) {
      return told;
    }
    return isAddressedLocally() ? LOOPBACK : engine.getHost();
  }

  /** The address that ports are published on: the loopback's, unless that cannot be reached. */
  String publishingAddress() {
    return LOCAL_NAMES.contains(name()) ? LOOPBACK : EVERYWHERE;
  }

  private boolean isAddressedLocally() {
    return LOCAL_SCHEMES.contains(engine.getScheme())
        || LOCAL_NAMES.contains(String.valueOf(engine.getHost()));
  }

  /** The division of its processors, or why there is none. */
  Cores cores() {
    if (!Boolean.TRUE.equals(info.getCpuSet())) {
      return Cores.shared(
          "the system and the generator share all processors, as this Docker engine cannot keep containers to some");
    }
    boolean oneKernel =
        isAddressedLocally()
            && System.getProperty("os.version", "").equals(info.getKernelVersion());
    return cores(
        AllowedProcessors.read(), Objects.requireNonNullElse(info.getNCPU(), 0), oneKernel);
  }

  /**
   * Divides processors that the lab may use, if they are the engine's.
   *
   * @param own which the lab may use
   * @param engines how many the engine has
   * @param oneKernel whether both run on one kernel
   */
  static Cores cores(List<Integer> own, int engines, boolean oneKernel) {
    boolean shared = oneKernel && !own.isEmpty() && Collections.max(own) < engines;
    return shared
        ? Cores.divided(own)
        : Cores.shared(
            "the system and the generator share %d processors of the Docker engine's machine, which is not the lab's"
                .formatted(engines));
  }
}
