package flashsalelab.lab.run;

import flashsalelab.lab.load.LoadSession;
import flashsalelab.results.load.Arrivals;
import flashsalelab.results.load.Segment;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Searches a running system's knee: the highest rate of open arrivals that it keeps up with, which
 * is to say that it decides them, and in time. Refusals can be quick: a rung of which a hundredth
 * was refused for overload or failed was too much, however early everybody had an answer.
 *
 * <p>Users without a pause tell the order of magnitude first. From there the search climbs up or
 * down a ladder of rates, each {@value #STEP} times the one below.
 */
final class KneeSearch {
  /** One rung. */
  static final Duration WINDOW = Duration.ofMillis(2_500);

  /** How long after the last arrival of a rung everybody has to have an answer: 4% of it. */
  static final Duration TOLERANCE = WINDOW.dividedBy(25);

  /** About what a search takes. */
  static final Duration USUAL_TIME = WINDOW.multipliedBy(6);

  /** The product that is bought. */
  static final String SKU = "knee";

  private static final String CLOSED = "knee-closed";
  private static final double LOWEST = 20;
  private static final double STEP = 1.08;
  private static final int RUNGS = 120;
  private static final int NONE = -1;
  private static final int STRIDE = 4;
  private static final double LEAST_DECIDED = 0.99;
  private static final double MS_PER_S = 1000;
  private static final long SEED = 1;

  private final LoadSession load;
  private final int users;

  /** What a search found: the segment of the highest rung that was kept up with, and its rate. */
  record Knee(String segment, double ratePerSecond) {}

  KneeSearch(LoadSession load, int users) {
    this.load = load;
    this.users = users;
  }

  /** Every segment that a search with so many users might run. */
  static List<Segment> segments(int users) {
    return Stream.concat(
            Stream.of(closed(users)), IntStream.range(0, RUNGS).mapToObj(KneeSearch::rung))
        .toList();
  }

  /**
   * Searches.
   *
   * @throws flashsalelab.lab.load.LoadException if the generator fails
   * @throws IllegalStateException if there is no rate that the system keeps up with
   */
  Knee run() {
    Segment closed = closed(users);
    double reached = load.run(closed).decided() * MS_PER_S / closed.durationMs();
    int kept = NONE;
    int tooMuch = RUNGS;
    int rung = rungBelow(reached);
    while (kept + 1 < tooMuch) {
      if (keepsUp(rung)) {
        kept = rung;
      } else {
        tooMuch = rung;
      }
      rung = next(kept, tooMuch);
    }
    if (kept == NONE) {
      throw new IllegalStateException(
          "the system does not keep up with %.0f purchases per second: of those, it has to decide %.0f%%, all answered within %d ms of the last"
              .formatted(LOWEST, 100 * LEAST_DECIDED, TOLERANCE.toMillis()));
    }
    return new Knee(rung(kept).name(), rate(kept));
  }

  /** Strides until the knee lies between two rungs that were tried, then halves. */
  private static int next(int kept, int tooMuch) {
    if (tooMuch == RUNGS) {
      return Math.min(kept + STRIDE, RUNGS - 1);
    }
    return kept == NONE ? Math.max(tooMuch - STRIDE, 0) : (kept + tooMuch) / 2;
  }

  private boolean keepsUp(int rung) {
    LoadSession.Drained drained = load.run(rung(rung));
    return drained.behind().compareTo(TOLERANCE) <= 0
        && drained.decided() >= LEAST_DECIDED * drained.requests();
  }

  private static int rungBelow(double ratePerSecond) {
    return IntStream.range(0, RUNGS).filter(rung -> rate(rung) <= ratePerSecond).max().orElse(0);
  }

  private static double rate(int rung) {
    return LOWEST * Math.pow(STEP, rung);
  }

  private static Segment rung(int rung) {
    return new Segment("knee-" + rung, SKU, new Arrivals.Open(rate(rung), SEED), WINDOW.toMillis());
  }

  private static Segment closed(int users) {
    return new Segment(CLOSED, SKU, new Arrivals.Closed(users), WINDOW.toMillis());
  }
}
