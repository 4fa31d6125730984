package flashsalelab.sale;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The records of purchases: claims of idempotency keys, buyers' allowances, orders and the ledger.
 * Each step is atomic and idempotent by the order id: sent twice, it works once and answers the
 * same. A stage that fails says nothing about whether the step was done.
 */
public interface PurchaseRecords {

  /**
   * Claims the key for the order and takes the quantity from the buyer's allowance, or tells the
   * answer that makes this unnecessary.
   *
   * @param order the id this request would give its order
   * @param now decides whether the sale is open
   */
  CompletionStage<Admission> admit(Purchase purchase, OrderId order, Instant now);

  /**
   * Puts the guard's answer on record: the order and its ledger entry, or the allowance given back.
   *
   * @param outcome {@link PurchaseOutcome.Reserved} or {@link PurchaseOutcome.SoldOut}
   * @return what is on record for the order now; empty if nothing is
   */
  CompletionStage<Optional<PurchaseOutcome>> settle(
      Purchase purchase, OrderId order, PurchaseOutcome outcome);

  /**
   * Takes an admission back for which the guard was never asked, also one that is still on its way:
   * the key and the allowance are free again.
   */
  CompletionStage<Void> withdraw(Purchase purchase, OrderId order);

  /** The order, and if there is none, whether its purchase is undecided. */
  CompletionStage<OrderAnswer> order(OrderId id);
}
