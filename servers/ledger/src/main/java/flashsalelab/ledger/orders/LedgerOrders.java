package flashsalelab.ledger.orders;

import flashsalelab.ledger.database.LedgerDatabase;
import flashsalelab.ledger.database.Rows;
import flashsalelab.sale.BuyerId;
import flashsalelab.sale.Order;
import flashsalelab.sale.OrderId;
import flashsalelab.sale.OrderState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Reads orders as the ledger has them. */
public final class LedgerOrders {
  private static final String ORDER =
      """
      select o.buyer, o.quantity, o.amount, o.held_until, o.reason, c.state, c.at
      from orders o join order_change c on c.order_id = o.id
      where o.id = ? order by c.number
      """;

  private final LedgerDatabase database;

  /** The orders of this ledger. */
  public LedgerOrders(LedgerDatabase database) {
    this.database = database;
  }

  /** The order; empty if the ledger does not have it (yet). */
  public CompletionStage<Optional<Order>> find(OrderId id) {
    return database.ask(connection -> find(connection, id));
  }

  /** The order, within a transaction. */
  public static Optional<Order> find(Connection connection, OrderId id) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ORDER)) {
      statement.setString(1, id.toString());
      ResultSet row = statement.executeQuery();
      return row.next() ? Optional.of(order(id, row)) : Optional.empty();
    }
  }

  /** Of the first row, which stands, and of all that follow. */
  private static Order order(OrderId id, ResultSet row) throws SQLException {
    BuyerId buyer = new BuyerId(row.getString("buyer"));
    int quantity = row.getInt("quantity");
    long amount = row.getLong("amount");
    var heldUntil = Rows.moment(row, "held_until");
    String reason = row.getString("reason");
    List<Order.Transition> history = new ArrayList<>();
    do {
      history.add(
          new Order.Transition(
              OrderState.valueOf(row.getString("state")), row.getTimestamp("at").toInstant()));
    } while (row.next());
    return new Order(id, buyer, quantity, amount, heldUntil.orElse(null), reason, history);
  }
}
