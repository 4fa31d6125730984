package flashsalelab.lab.measure;

import flashsalelab.lab.launch.Component;
import flashsalelab.lab.launch.Metered;
import flashsalelab.lab.launch.Metered.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What processes use between two moments. CPU is the difference of cumulative counters at the two
 * edges; memory is sampled in between and its largest value kept. A process that cannot be read at
 * both edges is left out: no figure is better than a wrong one.
 */
public final class ResourceWindow {
  private static final Duration SAMPLING = Duration.ofMillis(250);
  private static final double NANOS_PER_MS = 1e6;

  private final List<Metered> processes;
  private final Map<Metered, Usage> first = new HashMap<>();
  private final Map<Metered, Double> largestMemory = new HashMap<>();
  private final long openedAt;
  private final Thread sampler;

  private ResourceWindow(List<Metered> processes) {
    this.processes = List.copyOf(processes);
    for (Metered process : processes) {
      process.meter().read().ifPresent(usage -> first.put(process, usage));
    }
    openedAt = System.nanoTime();
    sampler = Thread.ofVirtual().name("resource-sampler").start(this::sampleMemory);
  }

  /**
   * What one process used.
   *
   * @param windowMs time between the edges in milliseconds
   * @param cpuMs user and system time in it, in milliseconds
   * @param memoryMib largest resident memory seen, in MiB
   * @param threads at the window's end
   */
  public record Use(
      Component component,
      String process,
      double windowMs,
      double cpuMs,
      double memoryMib,
      int threads) {

    /** Processors kept busy. */
    public double cpuCores() {
      return cpuMs / windowMs;
    }
  }

  /** Reads the counters of the first edge. */
  public static ResourceWindow open(List<Metered> processes) {
    return new ResourceWindow(processes);
  }

  /** Reads the counters of the second edge. */
  public List<Use> close() {
    double windowMs = (System.nanoTime() - openedAt) / NANOS_PER_MS;
    var last = new HashMap<Metered, Usage>();
    for (Metered process : processes) {
      process.meter().read().ifPresent(usage -> last.put(process, usage));
    }
    stopSampling();
    var uses = new ArrayList<Use>();
    for (Metered process : processes) {
      Optional.ofNullable(first.get(process))
          .flatMap(before ->
              Optional.ofNullable(last.get(process))
                  .map(after -> use(process, before, after, windowMs)))
          .ifPresent(uses::add);
    }
    return uses;
  }

  private Use use(Metered process, Usage before, Usage after, double windowMs) {
    double memory =
        Math.max(after.memoryMib(), largestMemory.getOrDefault(process, before.memoryMib()));
    return new Use(
        process.component(),
        process.process(),
        windowMs,
        after.cpuMs() - before.cpuMs(),
        memory,
        after.threads());
  }

  private void sampleMemory() {
    try {
      while (true) {
        Thread.sleep(SAMPLING);
        for (Metered process : processes) {
          process
              .meter()
              .read()
              .ifPresent(usage -> largestMemory.merge(process, usage.memoryMib(), Math::max));
        }
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private void stopSampling() {
    sampler.interrupt();
    try {
      sampler.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
