package flashsalelab.web.protection;

import flashsalelab.sale.settings.SettingsReader;
import java.time.Duration;

/**
 * How an edge protects itself from the crowd.
 *
 * @param buyerRate {@code BUYER_RATE_PER_SECOND}: purchases that one buyer may send per second, to
 *     this instance; 0 is no limit
 * @param buyerBurst {@code BUYER_BURST}: how many of them at once
 * @param shedAbove {@code SHED_ABOVE_MS}: the time in the edge above which purchases are shed; 0
 *     never sheds
 */
public record ProtectionSettings(int buyerRate, int buyerBurst, Duration shedAbove) {

  /** Reads the variables. */
  public static ProtectionSettings read(SettingsReader environment) {
    return new ProtectionSettings(
        environment.integer("BUYER_RATE_PER_SECOND", 10, 0, 1_000_000),
        environment.integer("BUYER_BURST", 20, 1, 1_000_000),
        environment.millis("SHED_ABOVE_MS", 100, 0, 60_000));
  }
}
