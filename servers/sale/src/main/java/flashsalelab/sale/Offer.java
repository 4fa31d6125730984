package flashsalelab.sale;

import java.time.Instant;

/**
 * A product as a buyer sees it now.
 *
 * @param product {@link Product#stock} counts every unit supplied so far
 * @param free the units that nobody holds or owns
 * @param held the units of reserved orders
 * @param sold the units of paid orders
 * @param state where the sale stands
 * @param at the store's moment at which all of this was true
 */
public record Offer(Product product, int free, int held, int sold, SaleState state, Instant at) {

  /** Whether another one shows the same units in the same state, at whatever moment. */
  public boolean showsTheSameAs(Offer other) {
    return free == other.free
        && held == other.held
        && sold == other.sold
        && product.stock() == other.product.stock()
        && state == other.state;
  }
}
