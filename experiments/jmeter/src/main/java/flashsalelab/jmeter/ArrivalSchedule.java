package flashsalelab.jmeter;

import flashsalelab.results.load.Arrivals;
import java.time.Duration;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.LongStream;

/**
 * When each arrival of an open segment is meant to start, in nanoseconds after the segment's start.
 *
 * <p>A Poisson process: gaps between arrivals are exponential, each drawn from a uniform u in [0,
 * 1) as -ln(1 - u) / rate (inversion). The same rate, duration and seed give the same schedule on
 * every machine. Immutable.
 */
final class ArrivalSchedule {
  /** Fixed by name, as the JDK's default may change. */
  private static final String GENERATOR = "L64X128MixRandom";

  private static final double NANOS_PER_SECOND = 1e9;

  private final long[] offsets;

  private ArrivalSchedule(long[] offsets) {
    this.offsets = offsets;
  }

  /**
   * Draws a schedule.
   *
   * @param ratePerSecond mean arrivals per second, above 0
   * @throws IllegalArgumentException if it would hold more arrivals than fit an array
   */
  static ArrivalSchedule poisson(double ratePerSecond, Duration duration, long seed) {
    double expected = ratePerSecond * duration.toNanos() / NANOS_PER_SECOND;
    if (expected > Integer.MAX_VALUE / 2.0) {
      throw new IllegalArgumentException(
          "a schedule of about %.0f arrivals is too long: lower ratePerSecond or durationMs"
              .formatted(expected));
    }
    RandomGenerator random = RandomGeneratorFactory.of(GENERATOR).create(seed);
    long end = duration.toNanos();
    long[] offsets = new long[(int) (expected + 6 * Math.sqrt(expected)) + 16];
    int size = 0;
    double at = 0;
    while (true) {
      at += -Math.log1p(-random.nextDouble()) / ratePerSecond * NANOS_PER_SECOND;
      if (at >= end) {
        return new ArrivalSchedule(Arrays.copyOf(offsets, size));
      }
      if (size == offsets.length) {
        offsets = Arrays.copyOf(offsets, size * 2);
      }
      offsets[size++] = (long) at;
    }
  }

  /**
   * Draws a schedule with a surge: one Poisson process after the other, which together are one
   * whose rate changes.
   */
  static ArrivalSchedule surging(Arrivals.Surge surge, Duration duration) {
    long end = duration.toMillis();
    long from = Math.min(surge.fromMs(), end);
    long until = Math.min(surge.untilMs(), end);
    double usual = surge.ratePerSecond();
    long seed = surge.seed();
    return poisson(usual, Duration.ofMillis(from), seed)
        .andFrom(from, poisson(surge.surgePerSecond(), Duration.ofMillis(until - from), seed + 1))
        .andFrom(until, poisson(usual, Duration.ofMillis(end - until), seed + 2));
  }

  private ArrivalSchedule andFrom(long startMs, ArrivalSchedule later) {
    long start = Duration.ofMillis(startMs).toNanos();
    return new ArrivalSchedule(
        LongStream.concat(
                Arrays.stream(offsets), Arrays.stream(later.offsets).map(offset -> start + offset))
            .toArray());
  }

  int size() {
    return offsets.length;
  }

  /** When the arrival of that index is meant to start, in nanoseconds after the segment's start. */
  long offset(int index) {
    return offsets[index];
  }
}
