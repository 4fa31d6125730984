package flashsalelab.sale.upkeep;

import flashsalelab.sale.Clockwork;

/** Sweeps and reconciles from time to time. */
public final class Upkeep implements AutoCloseable {
  private final Clockwork clockwork = new Clockwork("upkeep");

  private Upkeep() {}

  /** Starts both jobs. */
  public static Upkeep start(UpkeepSettings settings, Sweeper sweeper, Reconciler reconciler) {
    Upkeep upkeep = new Upkeep();
    upkeep.clockwork.every(settings.sweep(), "sweep", sweeper::sweep);
    upkeep.clockwork.every(settings.reconcile(), "reconciliation", reconciler::reconcile);
    return upkeep;
  }

  /** Starts nothing any more; what is under way ends by itself. */
  @Override
  public void close() {
    clockwork.close();
  }
}
