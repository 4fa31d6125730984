package flashsalelab.ledger.orders;

import flashsalelab.sale.OrderAnswer;
import flashsalelab.sale.OrderBook;
import flashsalelab.sale.OrderChange;
import flashsalelab.sale.OrderId;
import flashsalelab.sale.Sku;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The orders where they are decided; the ledger tells of those that are forgotten there. It only
 * tells: what becomes of an order is decided in one place, and not before that has it again. So a
 * charge is not given back only because its order is forgotten for a while.
 */
public final class RememberingOrders implements OrderBook {
  private final OrderBook decided;
  private final LedgerOrders ledger;

  /** Asks the first, and then the ledger. */
  public RememberingOrders(OrderBook decided, LedgerOrders ledger) {
    this.decided = decided;
    this.ledger = ledger;
  }

  @Override
  public CompletionStage<OrderAnswer> find(OrderId id) {
    return decided
        .find(id)
        .thenCompose(answer ->
            answer instanceof OrderAnswer.NoSuchOrder
                ? remembered(id, answer)
                : CompletableFuture.completedStage(answer));
  }

  private CompletionStage<OrderAnswer> remembered(OrderId id, OrderAnswer none) {
    return ledger
        .find(id)
        .thenApply(order -> order.<OrderAnswer>map(OrderAnswer.Found::new).orElse(none));
  }

  @Override
  public CompletionStage<List<OrderId>> overdue(Sku sku, int most) {
    return decided.overdue(sku, most);
  }

  @Override
  public CompletionStage<OrderChange> charging(OrderId id) {
    return unlessRemembered(id, decided.charging(id));
  }

  @Override
  public CompletionStage<OrderChange> paid(OrderId id) {
    return unlessRemembered(id, decided.paid(id));
  }

  @Override
  public CompletionStage<OrderChange> refunded(OrderId id) {
    return unlessRemembered(id, decided.refunded(id));
  }

  private CompletionStage<OrderChange> unlessRemembered(
      OrderId id, CompletionStage<OrderChange> change) {
    return change.thenCompose(answer ->
        answer instanceof OrderChange.NoSuchOrder
            ? undecided(id, answer)
            : CompletableFuture.completedStage(answer));
  }

  private CompletionStage<OrderChange> undecided(OrderId id, OrderChange none) {
    return ledger
        .find(id)
        .thenApply(order -> order.isPresent() ? new OrderChange.Undecided() : none);
  }
}
