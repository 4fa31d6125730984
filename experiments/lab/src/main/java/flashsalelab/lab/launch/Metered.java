package flashsalelab.lab.launch;

import java.util.Optional;

/**
 * A process whose resources can be read.
 *
 * @param component the part it plays
 * @param process its own name, {@code edge-1} for instance
 * @param meter reads its counters
 */
public record Metered(Component component, String process, Meter meter) {

  /** Reads cumulative counters of one process. */
  @FunctionalInterface
  public interface Meter {
    /** The counters now, or nothing where they cannot be had (no /proc, or the process is gone). */
    Optional<Usage> read();
  }

  /**
   * Counters of a process at one moment.
   *
   * @param cpuMs user and system time since its start, in milliseconds
   * @param memoryMib resident memory that the kernel could not take back, in MiB
   * @param threads threads now
   */
  public record Usage(double cpuMs, double memoryMib, int threads) {}
}
