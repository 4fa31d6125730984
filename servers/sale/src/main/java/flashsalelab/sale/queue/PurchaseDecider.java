package flashsalelab.sale.queue;

import flashsalelab.sale.PurchaseRequest;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Decides what was accepted. */
@FunctionalInterface
public interface PurchaseDecider {

  /**
   * Decides purchases of one product in this order.
   *
   * @return for each, in the same order, whether its decision is on record; what is not must be
   *     handed over again. Never fails.
   */
  CompletionStage<List<Boolean>> decide(List<PurchaseRequest> requests);
}
