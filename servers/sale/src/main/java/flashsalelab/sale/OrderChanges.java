package flashsalelab.sale;

import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * What becomes of the orders of a product, in order, from any point on. Nothing is missed by who
 * asks late, or again after a failure.
 */
public interface OrderChanges {

  /**
   * Orders that changed.
   *
   * @param orders in the order of their changes; one that changed twice is there twice
   * @param position after the last of them
   */
  record Page(List<OrderId> orders, String position) {
    public Page {
      orders = List.copyOf(orders);
    }
  }

  /** The position after everything that has happened so far. */
  CompletionStage<String> position(Sku sku);

  /** What happened after a position, the oldest first. */
  CompletionStage<Page> after(Sku sku, String position, int most);
}
