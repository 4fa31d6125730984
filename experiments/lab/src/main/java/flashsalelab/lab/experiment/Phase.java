package flashsalelab.lab.experiment;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where a sale stands while it is measured: how much stock there is for how much demand. */
public enum Phase {
  /** Stock for everyone: every purchase is reserved. */
  SELLING(1.5),
  /** The whole of a sale: a tenth of the crowd is served, the rest is refused. */
  RUSH(0.1),
  /** A rush on a hundred products at once, each with its share of the units and of the crowd. */
  SPREAD(0.1),
  /** A hundredth, gone at once: nearly every purchase is refused. */
  SOLD_OUT(0.01),
  /**
   * A rush in which one edge is killed half way. It serves three in four, so that it still sells
   * when that happens, and refuses some before it ends.
   */
  CRASH(0.75),
  /**
   * Likewise, but what is killed is the server that the sale's records are in; it is started again
   * on what its disk holds.
   */
  STORE_CRASH(0.75),
  /** Stock for everyone, under four times what the system takes for a while. */
  OVERLOAD(1.5);

  /** How many times the knee comes where it surges. */
  public static final double SURGE = 4;

  private static final long LEAST_STOCK = 5;
  private static final int MANY = 100;

  private final double unitsPerArrival;

  Phase(double unitsPerArrival) {
    this.unitsPerArrival = unitsPerArrival;
  }

  /** Units to put on sale where about {@code arrivals} buyers are expected. */
  public long stock(double arrivals) {
    long least = products() == 1 ? LEAST_STOCK : 1;
    return products() * Math.max(least, Math.round(unitsPerArrival * arrivals / products()));
  }

  /** How many products the crowd wants, one buyer after the other. */
  public int products() {
    return this == SPREAD ? MANY : 1;
  }

  /** The phase that files spell so. */
  public static Phase of(String word) {
    return Arrays.stream(values())
        .filter(phase -> phase.word().equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no phase " + word));
  }

  /** Whether an edge is killed in it. */
  public boolean killsAnEdge() {
    return this == CRASH;
  }

  /** Whether the server that keeps the sale's records is killed in it. */
  public boolean killsTheStore() {
    return this == STORE_CRASH;
  }

  /**
   * Whether a part of the system is killed in it, so that nothing can be measured in this
   * deployment after it.
   */
  public boolean kills() {
    return killsAnEdge() || killsTheStore();
  }

  /**
   * The load that it is measured under, once, whatever loads an experiment has; empty for a phase
   * that is measured under each of them.
   */
  public Optional<Load> ownLoad() {
    return switch (this) {
      // Most purchases are under way then.
      case CRASH -> Optional.of(Load.STRESS);
      case STORE_CRASH -> Optional.of(Load.PEAK);
      case OVERLOAD -> Optional.of(Load.NORMAL);
      default -> Optional.empty();
    };
  }

  /** Whether far more comes for a while than the system can take. */
  public boolean surges() {
    return this == OVERLOAD;
  }

  /**
   * Whether variants are compared by what it costs them. A killed part leaves no account of its
   * processor time, and a round with one is about safety; one with a surge is about what comes
   * after it.
   */
  public boolean isCompared() {
    return !kills() && !surges();
  }

  /** As files spell it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
