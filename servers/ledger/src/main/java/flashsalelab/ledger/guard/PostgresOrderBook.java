package flashsalelab.ledger.guard;

import flashsalelab.ledger.database.LedgerDatabase;
import flashsalelab.ledger.orders.LedgerOrders;
import flashsalelab.sale.OrderAnswer;
import flashsalelab.sale.OrderBook;
import flashsalelab.sale.OrderChange;
import flashsalelab.sale.OrderId;
import flashsalelab.sale.OrderState;
import flashsalelab.sale.Sku;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The orders of a sale on PostgreSQL alone. */
public final class PostgresOrderBook implements OrderBook {
  private static final Sql OVERDUE =
      new Sql(
          """
          select id from orders
          where sku = ? and state = 'RESERVED' and held_until <= now()
          order by held_until limit ?
          """);

  private final LedgerDatabase database;
  private final LedgerOrders orders;
  private final TransitionTransaction transitions;

  /**
   * @param stock how units are kept
   */
  PostgresOrderBook(LedgerDatabase database, Stock stock) {
    this.database = database;
    this.orders = new LedgerOrders(database);
    this.transitions = new TransitionTransaction(stock);
  }

  @Override
  public CompletionStage<OrderAnswer> find(OrderId id) {
    return orders
        .find(id)
        .thenApply(found ->
            found
                .<OrderAnswer>map(OrderAnswer.Found::new)
                .orElseGet(() -> new OrderAnswer.NoSuchOrder(id)));
  }

  @Override
  public CompletionStage<List<OrderId>> overdue(Sku sku, int most) {
    return database.ask(connection ->
        OVERDUE.rows(connection, row -> OrderId.parse(row.getString("id")), sku.value(), most));
  }

  @Override
  public CompletionStage<OrderChange> charging(OrderId id) {
    return database.ask(connection -> transitions.charging(connection, id));
  }

  @Override
  public CompletionStage<OrderChange> paid(OrderId id) {
    return database.ask(connection -> transitions.change(connection, id, OrderState.PAID));
  }

  @Override
  public CompletionStage<OrderChange> refunded(OrderId id) {
    return database.ask(connection -> transitions.change(connection, id, OrderState.REFUNDED));
  }
}
