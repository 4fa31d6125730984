package flashsalelab.lab.run;

import flashsalelab.lab.launch.Deployment;
import flashsalelab.lab.load.LoadSession;
import flashsalelab.results.ExperimentSpec.WarmUpSpec;
import flashsalelab.results.load.Arrivals;
import flashsalelab.results.load.Segment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Bursts of as much load as the system takes, on products of their own, while the system may use
 * every processor: until the JIT compiler has done most of its work, a measurement shows the
 * compiler.
 *
 * @param withCrowd whether the last burst is of as many users as there ever are at once, so that a
 *     crowd that comes later finds its connections, and the system has turned some of it away
 */
record WarmUp(WarmUpSpec spec, boolean withCrowd) {
  private static final String SELLING = "warm-up";
  private static final String SOLD_OUT = "warm-up-sold-out";

  /**
   * A sale has more code than a refusal, and each takes longer: the second of so many bursts
   * refuses.
   */
  private static final int REFUSING = 4;

  /** What an event costs was seen to stand still after two seconds, a sale after thirteen. */
  private static final int REHEARSAL_SHARE = 4;

  private static final String CROWD = "warm-up-crowd";

  /**
   * More than is ever bought in all bursts, and few enough for a guard that keeps a row for each:
   * sixteen bursts at 15,000 sales a second take 360,000.
   */
  private static final long PLENTY = 500_000;

  private static final long NEXT_TO_NONE = 1;

  /** How long subscribers, who come after the bursts, are told of changes before the window. */
  static Duration rehearsal(WarmUpSpec spec) {
    return Duration.ofMillis(spec.bursts() * spec.burstMs() / REHEARSAL_SHARE);
  }

  /** The bursts as segments of a plan. */
  List<Segment> segments() {
    var bursts = new ArrayList<Segment>();
    IntStream.rangeClosed(1, spec.bursts()).mapToObj(this::burst).forEach(bursts::add);
    if (withCrowd) {
      bursts.add(
          new Segment(CROWD, SELLING, new Arrivals.Closed(LoadLimits.SLOTS), spec.burstMs()));
    }
    return bursts;
  }

  private Segment burst(int number) {
    String sku = number % REFUSING == 2 ? SOLD_OUT : SELLING;
    return new Segment("warm-up-" + number, sku, new Arrivals.Closed(spec.users()), spec.burstMs());
  }

  /** Puts its products on sale. */
  void offer(Shop shop) {
    shop.offer(SELLING, PLENTY);
    shop.offer(SOLD_OUT, NEXT_TO_NONE);
  }

  /** Runs all bursts. */
  void run(Deployment deployment, LoadSession load) {
    deployment.spread(true);
    for (Segment burst : segments()) {
      load.run(burst);
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
