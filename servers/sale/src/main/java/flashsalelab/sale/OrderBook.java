package flashsalelab.sale;

import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The orders. Every transition is conditional and effective once; asked for again it tells the
 * same. A stage that fails says nothing about whether the step was done; it may be asked again.
 */
public interface OrderBook {

  /** The order, and if there is none, whether its purchase is undecided. */
  CompletionStage<OrderAnswer> find(OrderId id);

  /** Orders whose hold is over and that are still reserved, the longest overdue first. */
  CompletionStage<List<OrderId>> overdue(Sku sku, int most);

  /**
   * Marks a reserved order as being charged: refused unless it is reserved and its hold lasts.
   * Whoever charges asks this first.
   */
  CompletionStage<OrderChange> charging(OrderId id);

  /** Brings a reserved order to {@link OrderState#PAID}; refused when its hold is over. */
  CompletionStage<OrderChange> paid(OrderId id);

  /** Brings an order whose units were given back to {@link OrderState#REFUNDED}. */
  CompletionStage<OrderChange> refunded(OrderId id);
}
