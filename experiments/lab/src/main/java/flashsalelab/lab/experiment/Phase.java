package flashsalelab.lab.experiment;

import java.util.Locale;

/** Where a sale stands while it is measured: how much stock there is for how much demand. */
public enum Phase {
  /** Stock for everyone: every purchase is reserved. */
  SELLING(1.5),
  /** The whole of a sale: a tenth of the crowd is served, the rest is refused. */
  RUSH(0.1),
  /** A hundredth, gone at once: nearly every purchase is refused. */
  SOLD_OUT(0.01);

  private static final long LEAST_STOCK = 5;

  private final double unitsPerArrival;

  Phase(double unitsPerArrival) {
    this.unitsPerArrival = unitsPerArrival;
  }

  /** Units to put on sale where about {@code arrivals} buyers are expected. */
  public long stock(double arrivals) {
    return Math.max(LEAST_STOCK, Math.round(unitsPerArrival * arrivals));
  }

  /** As files spell it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
