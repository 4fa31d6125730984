package flashsalelab.sale.upkeep;

import flashsalelab.sale.redis.RedisSettings;
import flashsalelab.sale.settings.SettingsReader;
import java.time.Duration;

/**
 * How often a sale is put in order.
 *
 * @param sweep {@code SWEEP_INTERVAL_MS}: the time between two sweeps of overdue orders
 * @param reconcile {@code RECONCILE_INTERVAL_MS}: the time between two reconciliations
 * @param grace {@code RECONCILE_GRACE_MS}: how long a purchase or a release may be under way before
 *     its process is taken for gone
 */
public record UpkeepSettings(Duration sweep, Duration reconcile, Duration grace) {

  /** How many commands a purchase or a release may need after it has been noted as begun. */
  private static final int COMMANDS = 2;

  /**
   * Reads the variables.
   *
   * @param redis how long a command may take: what is under way must not be taken for lost
   */
  public static UpkeepSettings read(SettingsReader environment, RedisSettings redis) {
    Duration sweep = environment.millis("SWEEP_INTERVAL_MS", 1_000, 10, 3_600_000);
    Duration reconcile = environment.millis("RECONCILE_INTERVAL_MS", 10_000, 10, 3_600_000);
    Duration grace = environment.millis("RECONCILE_GRACE_MS", 30_000, 100, 3_600_000);
    Duration longest = redis.longestCall().multipliedBy(COMMANDS);
    environment.require(
        grace.compareTo(longest) > 0,
        "RECONCILE_GRACE_MS must be more than %d, not \"%d\": so long may a purchase wait for Redis with these time limits and retries of REDIS_"
            .formatted(longest.toMillis(), grace.toMillis()));
    return new UpkeepSettings(sweep, reconcile, grace);
  }
}
