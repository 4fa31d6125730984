package flashsalelab.results;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * What one process used during one measured window: a row of {@code resources.csv}.
 *
 * @param component edge, balancer, redis, broker, database, projector or generator
 * @param process the process's own name, {@code edge-1} for instance
 * @param windowS time between the two readings in seconds
 * @param cpuMs user and system time between them, in milliseconds
 * @param cpuCores the same in processors kept busy: cpuMs by window
 * @param memoryMib largest resident memory that the kernel could not take back (anonymous and
 *     shared, no page cache) among the samples in the window, in MiB
 * @param threads threads at the window's end
 */
@JsonPropertyOrder({
  "experiment",
  "load",
  "phase",
  "variant",
  "round",
  "component",
  "process",
  "window_s",
  "cpu_ms",
  "cpu_cores",
  "memory_mib",
  "threads"
})
public record ResourceRow(
    String experiment,
    String load,
    String phase,
    String variant,
    int round,
    String component,
    String process,
    double windowS,
    double cpuMs,
    double cpuCores,
    double memoryMib,
    int threads) {}
