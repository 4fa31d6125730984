package flashsalelab.sale.upkeep;

import flashsalelab.sale.Catalogue;
import flashsalelab.sale.OrderBook;
import flashsalelab.sale.OrderChange;
import flashsalelab.sale.OrderId;
import flashsalelab.sale.OrderState;
import flashsalelab.sale.Sku;
import flashsalelab.sale.Stages;
import flashsalelab.sale.StockGuard;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Expires reserved orders whose hold is over, so that their units are on sale again. Many processes
 * may sweep at once: a release works once.
 */
public final class Sweeper {
  /** The most orders of a product that one sweep expires; the next one goes on. */
  static final int MOST = 256;

  private final Catalogue catalogue;
  private final OrderBook orders;
  private final StockGuard guard;

  /** A sweeper of these orders. */
  public Sweeper(Catalogue catalogue, OrderBook orders, StockGuard guard) {
    this.catalogue = catalogue;
    this.orders = orders;
    this.guard = guard;
  }

  /**
   * Expires what is overdue in every product.
   *
   * @return how many orders are expired; an order that another process has just expired may count
   */
  public CompletionStage<Integer> sweep() {
    return catalogue
        .skus()
        .thenCompose(skus -> Stages.each(skus, this::sweep))
        .thenApply(Sweeper::sum);
  }

  private CompletionStage<Integer> sweep(Sku sku) {
    return orders
        .overdue(sku, MOST)
        .thenCompose(overdue -> Stages.each(overdue, this::expire))
        .thenApply(Sweeper::sum);
  }

  private static int sum(List<Integer> counts) {
    return counts.stream().mapToInt(Integer::intValue).sum();
  }

  private CompletionStage<Integer> expire(OrderId order) {
    return guard
        .release(order, OrderState.EXPIRED)
        .thenApply(change -> change instanceof OrderChange.Done ? 1 : 0);
  }
}
