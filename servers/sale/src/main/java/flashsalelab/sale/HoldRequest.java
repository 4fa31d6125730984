package flashsalelab.sale;

/**
 * Units that are to be held for an order.
 *
 * @param quantity units, at least 1
 */
public record HoldRequest(OrderId order, int quantity) {

  /** The product whose units are asked for. */
  public Sku sku() {
    return order.sku();
  }
}
