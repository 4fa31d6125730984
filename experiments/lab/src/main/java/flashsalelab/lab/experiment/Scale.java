package flashsalelab.lab.experiment;

import flashsalelab.results.ExperimentSpec.WarmUpSpec;
import java.time.Duration;
import java.util.Locale;

/** How long a run may take, and so how much it can say. */
public enum Scale {
  /** One short round at small fixed rates: shows that everything works, compares nothing. */
  SMOKE(1, 1, Duration.ofSeconds(2), Duration.ofSeconds(1), false, 2),
  /** Enough rounds to conclude on each question's headline; the other variants are shown beside. */
  STANDARD(6, 2, Duration.ofSeconds(3), Duration.ofSeconds(2), true, 12),
  /** The nightly run. */
  FULL(10, 10, Duration.ofSeconds(15), Duration.ofSeconds(10), true, 16);

  private static final Duration BURST = Duration.ofMillis(1500);
  private static final Duration PAUSE = Duration.ofMillis(200);

  /** Enough to keep a system busy, few enough that its queues stay short. */
  private static final int USERS = 48;

  private static final int SURGING_WINDOW = 5;

  /** What is left of a crowd of subscribers in a smoke run, and how many at most. */
  private static final int SMOKE_SHARE = 20;

  private static final int SMOKE_SUBSCRIBERS = 200;

  /** The fixed knee of a smoke run, in purchases per second: small enough for any machine. */
  private static final double SMOKE_KNEE = 400;

  private final int rounds;
  private final int roundsOfOthers;
  private final Duration deciding;
  private final Duration refusing;
  private final boolean calibrated;
  private final int warmUpBursts;

  Scale(
      int rounds,
      int roundsOfOthers,
      Duration deciding,
      Duration refusing,
      boolean calibrated,
      int warmUpBursts) {
    this.rounds = rounds;
    this.roundsOfOthers = roundsOfOthers;
    this.deciding = deciding;
    this.refusing = refusing;
    this.calibrated = calibrated;
    this.warmUpBursts = warmUpBursts;
  }

  /** How many rounds there are: a headline has its turn in each. */
  public int rounds() {
    return rounds;
  }

  /** In how many rounds a variant is deployed afresh and measured. */
  public int rounds(boolean headline) {
    return headline ? rounds : roundsOfOthers;
  }

  /**
   * Whether a variant has its turn in a round. Where it has not in each, its turns are spread
   * evenly over all.
   *
   * @param round from 1
   */
  public boolean hasTurn(boolean headline, int round) {
    int turns = rounds(headline);
    return round * turns / rounds > (round - 1) * turns / rounds;
  }

  /** Length of one measured window of a phase. */
  public Duration window(Phase phase) {
    if (phase.surges() || phase.killsTheStore()) {
      return deciding.multipliedBy(SURGING_WINDOW);
    }
    return phase == Phase.SOLD_OUT ? refusing : deciding;
  }

  /** When a surge begins: a fifth of its window is as usual before. */
  public Duration surgeFrom(Phase phase) {
    return window(phase).dividedBy(SURGING_WINDOW);
  }

  /** When a surge ends: it takes a fifth of its window, and three remain to recover in. */
  public Duration surgeUntil(Phase phase) {
    return surgeFrom(phase).multipliedBy(2);
  }

  /** How many subscribers there are where so many are asked for. */
  public int subscribers(int asked) {
    return this == SMOKE ? Math.min(asked / SMOKE_SHARE, SMOKE_SUBSCRIBERS) : asked;
  }

  /** Whether the rates are shares of a knee that is searched first. */
  public boolean isCalibrated() {
    return calibrated;
  }

  /** The knee that a run without calibration takes its rates from, in purchases per second. */
  public double fixedKnee() {
    return SMOKE_KNEE;
  }

  /**
   * What each deployment runs before it is measured: as much as it can take, as the JIT compiler
   * counts calls. Seen with two instances of an edge on four processors: in nine bursts the rate of
   * sales grows from 450 a second to 5,400 (virtual threads) and 9,600 (event loop), in those after
   * by little or nothing.
   */
  public WarmUpSpec warmUp() {
    return new WarmUpSpec(warmUpBursts, BURST.toMillis(), PAUSE.toMillis(), USERS);
  }

  /** As a property value spells it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
