package flashsalelab.lab.run;

import flashsalelab.lab.load.LoadSession;
import flashsalelab.results.ExperimentSpec.WarmUpSpec;
import flashsalelab.results.load.Arrivals;
import flashsalelab.results.load.Segment;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Short bursts with pauses on a product of their own. The pauses matter: on few processors
 * continuous load starves the JIT compiler, and what is measured then is still being compiled.
 */
record WarmUp(WarmUpSpec spec, long seed) {
  static final String SKU = "warm-up";
  private static final double MS_PER_S = 1000;

  /** The bursts as segments of a plan. */
  List<Segment> segments() {
    return IntStream.rangeClosed(1, spec.bursts())
        .mapToObj(burst ->
            new Segment(
                SKU + "-" + burst,
                SKU,
                new Arrivals.Open(spec.ratePerSecond(), seed + burst),
                spec.burstMs()))
        .toList();
  }

  /** Units that are enough for all of it, twice over. */
  long stock() {
    return Math.round(2 * spec.bursts() * spec.ratePerSecond() * spec.burstMs() / MS_PER_S) + 1;
  }

  /** Runs all bursts. */
  void run(LoadSession load) {
    for (Segment burst : segments()) {
      load.run(burst, () -> {}, () -> {});
      pause();
    }
  }

  private void pause() {
    try {
      Thread.sleep(spec.pauseMs());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
