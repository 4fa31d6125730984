package flashsalelab.sale;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The flash sale, as its buyers and its admin use it.
 *
 * <p>Methods never block and may be called from any thread. Stages complete on the thread that
 * completed the store's reply, or on the caller's. Stages other than a purchase's fail if the store
 * cannot be asked; whatever failed so may be asked again.
 */
public final class Sale {
  private final Inventory inventory;
  private final RequestPattern pattern;
  private final StockGuard guard;
  private final OrderBook orders;

  /**
   * A sale made of these parts.
   *
   * @param pattern answers purchases
   * @param guard takes promises back
   */
  public Sale(Inventory inventory, RequestPattern pattern, StockGuard guard, OrderBook orders) {
    this.inventory = inventory;
    this.pattern = pattern;
    this.guard = guard;
    this.orders = orders;
  }

  /** Decides or accepts a purchase, or tells how it stands. The stage never fails. */
  public CompletionStage<PurchaseAnswer> purchase(Purchase purchase) {
    return pattern.answer(new PurchaseRequest(purchase, OrderId.next(purchase.sku())));
  }

  /** The order of this id. */
  public CompletionStage<OrderAnswer> order(OrderId id) {
    return orders.find(id);
  }

  /** Gives a reserved order up: its units are on sale again. */
  public CompletionStage<OrderChange> cancel(OrderId id) {
    return guard.release(id, OrderState.CANCELLED);
  }

  /**
   * Puts a new product on sale with all of its units.
   *
   * @return false if there is a product of this sku; it stays as it is
   * @throws InvalidValueException if so many units cannot be kept where the sale is
   */
  public CompletionStage<Boolean> create(Product product) {
    return inventory.create(product);
  }

  /** Supplies more units, once for a key. */
  public CompletionStage<RestockAnswer> restock(Sku sku, IdempotencyKey key, int quantity) {
    return inventory.restock(sku, key, quantity);
  }

  /** Opens the sale of a product within a window; empty if there is no such product. */
  public CompletionStage<Optional<Offer>> open(Sku sku, SaleWindow window) {
    return inventory.open(sku, window);
  }

  /** Closes the sale of a product now; empty if there is no such product. */
  public CompletionStage<Optional<Offer>> close(Sku sku) {
    return inventory.close(sku);
  }

  /** A product as it stands now, or empty if there is none. */
  public CompletionStage<Optional<Offer>> offer(Sku sku) {
    return inventory.find(sku);
  }

  /** Every product as it stands now, in the order of creation. */
  public CompletionStage<List<Offer>> offers() {
    return inventory.all();
  }
}
