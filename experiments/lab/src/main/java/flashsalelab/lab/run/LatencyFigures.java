package flashsalelab.lab.run;

import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * What is published of a histogram of latencies, in milliseconds; all absent where nothing was
 * recorded.
 */
record LatencyFigures(
    @Nullable Double mean,
    @Nullable Double p50,
    @Nullable Double p95,
    @Nullable Double p99,
    @Nullable Double max) {
  private static final double US_PER_MS = 1_000;

  /** The figures of a histogram in microseconds. */
  static LatencyFigures of(Histogram latencies) {
    if (latencies.getTotalCount() == 0) {
      return new LatencyFigures(null, null, null, null, null);
    }
    return new LatencyFigures(
        latencies.getMean() / US_PER_MS,
        latencies.getValueAtPercentile(50) / US_PER_MS,
        latencies.getValueAtPercentile(95) / US_PER_MS,
        latencies.getValueAtPercentile(99) / US_PER_MS,
        latencies.getMaxValue() / US_PER_MS);
  }
}
