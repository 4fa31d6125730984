package flashsalelab.lab.measure;

import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/** How far the permanent ledger is behind the sale, asked ten times a second until it is closed. */
public final class LagWatch {
  private static final Duration SAMPLING = Duration.ofMillis(100);
  private static final String LAG = "ledger_lag_seconds";
  private static final double MS_PER_S = 1_000;
  private static final int DIGITS = 3;

  private final URI projector;
  private final Histogram ms = new Histogram(DIGITS);
  private final Thread sampler;

  private LagWatch(URI projector) {
    this.projector = projector;
    sampler = Thread.ofVirtual().name("lag-watch").start(this::sample);
  }

  /**
   * What was seen.
   *
   * @param medianMs of the samples, in milliseconds
   * @param maxMs the largest of them
   */
  public record Lag(double medianMs, double maxMs) {}

  /**
   * Begins to ask.
   *
   * @param projector its address; {@code /metrics} is added
   */
  public static LagWatch open(URI projector) {
    return new LagWatch(projector);
  }

  private void sample() {
    try {
      while (true) {
        Thread.sleep(SAMPLING);
        try {
          ms.recordValue(Math.round(Metrics.scrape(projector).sum(LAG, Map.of()) * MS_PER_S));
        } catch (UncheckedIOException gone) {
          // Whoever looks after the parts tells what has become of it.
        }
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends it; empty if the projector never answered. */
  public Optional<Lag> close() {
    sampler.interrupt();
    try {
      sampler.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return ms.getTotalCount() == 0
        ? Optional.empty()
        : Optional.of(new Lag(ms.getValueAtPercentile(50), ms.getMaxValue()));
  }
}
