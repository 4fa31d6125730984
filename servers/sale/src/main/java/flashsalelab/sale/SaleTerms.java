package flashsalelab.sale;

import flashsalelab.sale.settings.SettingsReader;
import java.time.Duration;

/**
 * The terms on which units are sold.
 *
 * @param hold {@code HOLD_SECONDS}: how long a reserved unit is held for its buyer
 * @param idempotency {@code IDEMPOTENCY_HOURS}: how long an idempotency key is kept
 */
public record SaleTerms(Duration hold, Duration idempotency) {

  /** Reads the variables. */
  public static SaleTerms read(SettingsReader environment) {
    return new SaleTerms(
        Duration.ofSeconds(environment.integer("HOLD_SECONDS", 300, 1, 86_400)),
        Duration.ofHours(environment.integer("IDEMPOTENCY_HOURS", 24, 1, 720)));
  }
}
