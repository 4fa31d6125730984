package flashsalelab.ledger.outbox;

import flashsalelab.ledger.database.LedgerDatabase;
import flashsalelab.sale.OrderId;
import flashsalelab.sale.OrderState;
import flashsalelab.sale.Sku;
import flashsalelab.sale.payment.PaidOrders;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The paid orders of the ledger, by a cursor over the numbers of their changes. The changes of a
 * product get their numbers one after the other where one process at a time writes them.
 */
public final class LedgerPaidOrders implements PaidOrders {
  private static final String CHANGES =
      """
      select id, order_id, state from order_change where sku = ? and id > ? order by id limit ?
      """;

  private final LedgerDatabase database;

  /** The paid orders of this ledger. */
  public LedgerPaidOrders(LedgerDatabase database) {
    this.database = database;
  }

  @Override
  public CompletionStage<Part> after(Sku sku, String cursor, int most) {
    return database.ask(connection -> {
      try (PreparedStatement statement = connection.prepareStatement(CHANGES)) {
        statement.setString(1, sku.value());
        statement.setLong(2, cursor.equals(START) ? 0 : Long.parseLong(cursor));
        statement.setInt(3, most);
        return part(statement.executeQuery(), cursor, most);
      }
    });
  }

  private static Part part(ResultSet row, String cursor, int most) throws SQLException {
    List<OrderId> paid = new ArrayList<>();
    String last = cursor;
    int read = 0;
    while (row.next()) {
      read++;
      last = Long.toString(row.getLong("id"));
      if (row.getString("state").equals(OrderState.PAID.name())) {
        paid.add(OrderId.parse(row.getString("order_id")));
      }
    }
    return new Part(paid, last, read == most);
  }
}
