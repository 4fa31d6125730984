package flashsalelab.sale.queue;

import flashsalelab.sale.PurchaseRequest;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

/** Decides what was accepted. */
@FunctionalInterface
public interface PurchaseDecider {

  /**
   * Decides purchases of one product in this order. Begins nothing any more once it is not its
   * turn: then another process may have begun to decide the same, which is safe and may cost units
   * until they are reconciled.
   *
   * @param turn whether it still is this decider's turn; asked from any thread
   * @return for each, in the same order, whether its decision is on record; what is not must be
   *     handed over again. Never fails.
   */
  CompletionStage<List<Boolean>> decide(List<PurchaseRequest> requests, BooleanSupplier turn);
}
