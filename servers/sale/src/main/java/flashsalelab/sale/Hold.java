package flashsalelab.sale;

/**
 * Units that were held for an order, about to go back on sale.
 *
 * @param quantity units, at least 1
 * @param receipt as {@link HoldResult.Held} told it
 */
public record Hold(OrderId order, int quantity, String receipt) {

  /** The product whose units they are. */
  public Sku sku() {
    return order.sku();
  }
}
