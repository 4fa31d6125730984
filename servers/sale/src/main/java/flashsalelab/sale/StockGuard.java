package flashsalelab.sale;

import java.util.concurrent.CompletionStage;

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
   * Ends a reservation: its units are on sale again, once, however often and by however many this
   * is asked.
   *
   * @param to a state of {@link OrderState#releasing}; {@link OrderState#EXPIRED} is refused until
   *     the hold is over
   * @return fails if it is not known whether it was done; it may be asked again
   */
  CompletionStage<OrderChange> release(OrderId order, OrderState to);
}
