package flashsalelab.lab.run;

import flashsalelab.lab.launch.Deployment;
import flashsalelab.lab.load.LoadSession;
import flashsalelab.results.ExperimentSpec.WarmUpSpec;
import flashsalelab.results.load.Arrivals;
import flashsalelab.results.load.Segment;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Bursts of as much load as the system takes, on a product of their own, while the system may use
 * every processor: until the JIT compiler has done most of its work, a measurement shows the
 * compiler.
 */
record WarmUp(WarmUpSpec spec) {
  static final String SKU = "warm-up";

  /** More units than any warm-up can sell. */
  static final long STOCK = 10_000_000;

  /** The bursts as segments of a plan. */
  List<Segment> segments() {
    return IntStream.rangeClosed(1, spec.bursts())
        .mapToObj(burst ->
            new Segment(SKU + "-" + burst, SKU, new Arrivals.Closed(spec.users()), spec.burstMs()))
        .toList();
  }

  /** Runs all bursts. */
  void run(Deployment deployment, LoadSession load) {
    deployment.spread(true);
    for (Segment burst : segments()) {
      load.run(burst, () -> {}, () -> {});
      pause();
    }
    deployment.spread(false);
  }

  private void pause() {
    try {
      Thread.sleep(spec.pauseMs());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
