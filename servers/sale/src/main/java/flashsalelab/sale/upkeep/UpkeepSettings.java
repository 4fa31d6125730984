package flashsalelab.sale.upkeep;

import flashsalelab.sale.settings.SettingsReader;
import java.time.Duration;

/**
 * How often a sale is put in order.
 *
 * @param sweep {@code SWEEP_INTERVAL_MS}: the time between two sweeps of overdue orders
 * @param reconcile {@code RECONCILE_INTERVAL_MS}: the time between two reconciliations
 * @param grace {@code RECONCILE_GRACE_MS}: how long a purchase or a release may be under way before
 *     its process is taken for gone; more than the longest step to Redis with its retries
 */
public record UpkeepSettings(Duration sweep, Duration reconcile, Duration grace) {

  /** Reads the variables. */
  public static UpkeepSettings read(SettingsReader environment) {
    return new UpkeepSettings(
        environment.millis("SWEEP_INTERVAL_MS", 1_000, 10, 3_600_000),
        environment.millis("RECONCILE_INTERVAL_MS", 10_000, 10, 3_600_000),
        environment.millis("RECONCILE_GRACE_MS", 30_000, 100, 3_600_000));
  }
}
