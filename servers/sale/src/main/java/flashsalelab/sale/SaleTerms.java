package flashsalelab.sale;

import flashsalelab.sale.settings.SettingsReader;
import java.time.Duration;

/**
 * The terms on which units are sold.
 *
 * @param hold {@code HOLD_SECONDS}: how long a reserved unit is held for its buyer
 * @param idempotency {@code IDEMPOTENCY_HOURS}: how long an idempotency key is kept
 * @param queuesPayments whether Redis queues the payments to be made; else the permanent ledger
 *     does
 */
public record SaleTerms(Duration hold, Duration idempotency, boolean queuesPayments) {

  /** Terms of a sale whose payments Redis queues. */
  public SaleTerms(Duration hold, Duration idempotency) {
    this(hold, idempotency, true);
  }

  /** Reads the variables. */
  public static SaleTerms read(SettingsReader environment) {
    return new SaleTerms(
        Duration.ofSeconds(environment.integer("HOLD_SECONDS", 300, 1, 86_400)),
        Duration.ofHours(environment.integer("IDEMPOTENCY_HOURS", 24, 1, 720)));
  }

  /** The same, but for the payments, which the permanent ledger queues. */
  public SaleTerms withPaymentsElsewhere() {
    return new SaleTerms(hold, idempotency, false);
  }

  /** As the scripts in Redis are told it. */
  public String paymentQueue() {
    return queuesPayments ? "queued" : "elsewhere";
  }
}
