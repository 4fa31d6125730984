package flashsalelab.sale;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The records of purchases that are decided in steps: claims of idempotency keys, buyers'
 * allowances, orders and the ledger. Each step is atomic and idempotent by the order id: sent
 * twice, it works once and answers the same. A stage that fails says nothing about whether the step
 * was done. Moments are the store's, so clocks of instances do not matter.
 */
public interface PurchaseRecords {

  /**
   * Claims the key for the order and takes the quantity from the buyer's allowance, or tells the
   * answer that makes this unnecessary.
   *
   * @param order the id this request would give its order
   */
  CompletionStage<Admission> admit(Purchase purchase, OrderId order);

  /**
   * Puts the guard's answer on record: the order, its ledger entry and its payment to be made, or
   * the allowance given back.
   *
   * @return what is on record for the order now; empty if nothing is
   */
  CompletionStage<Optional<PurchaseOutcome>> settle(
      Purchase purchase, OrderId order, HoldResult result);

  /**
   * Takes an admission back that is at least this old, also one that is still on its way: the key
   * and the allowance are free again. Units that may be held for it stay as they are.
   *
   * @return whether the purchase is not admitted any more; false if it is decided, or younger
   */
  CompletionStage<Boolean> withdraw(Purchase purchase, OrderId order, Duration age);
}
