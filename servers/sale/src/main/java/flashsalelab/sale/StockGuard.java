package flashsalelab.sale;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

/**
 * What decides purchases so that a product's units are promised once, and takes promises back.
 *
 * <p>Methods never wait for stock and never block the caller; they may be called from any thread.
 */
public interface StockGuard {

  /**
   * Decides a purchase, or tells how it was decided. The stage never fails: what is not known is
   * {@link PurchaseOutcome.Unknown}, and only where surely nothing is held {@link
   * PurchaseAnswer.Unavailable}.
   *
   * @param order the id this request would give its order
   */
  CompletionStage<PurchaseAnswer> decide(Purchase purchase, OrderId order);

  /**
   * Decides purchases of one product, first come first served: none is decided before one that
   * stands before it. Meant for what was accepted and is handed over until it is decided, so one
   * that is not decided takes what it was admitted for with it to the next time.
   *
   * @param turn whether it still is the caller's turn to decide; once it is not, nothing is begun
   * @return an answer for each, in the same order, as {@link #decide} gives it
   */
  List<CompletionStage<PurchaseAnswer>> decideInOrder(
      List<PurchaseRequest> requests, BooleanSupplier turn);

  /**
   * Ends a reservation: its units are on sale again, once, however often and by however many this
   * is asked.
   *
   * @param to a state of {@link OrderState#releasing}; {@link OrderState#EXPIRED} is refused until
   *     the hold is over
   * @return fails if it is not known whether it was done; it may be asked again
   */
  CompletionStage<OrderChange> release(OrderId order, OrderState to);
}
