package flashsalelab.ledger.outbox;

import flashsalelab.ledger.database.LedgerDatabase;
import flashsalelab.sale.OrderId;
import flashsalelab.sale.payment.DeadLetter;
import flashsalelab.sale.payment.DeadLetters;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The payments that were given up, in the outbox of the ledger. */
public final class OutboxDeadLetters implements DeadLetters {
  private static final String ALL =
      """
      select order_id, dead_at, dead_reason from outbox join product using (sku)
      where dead_at is not null order by product.created_at, sku, dead_at
      """;
  private static final String RETRY =
      """
      update outbox set dead_at = null, dead_reason = null, taken_by = null, taken_at = null,
        deliveries = 0
      where order_id = ? and dead_at is not null
      """;

  private final LedgerDatabase database;

  /** The dead letters of this ledger. */
  public OutboxDeadLetters(LedgerDatabase database) {
    this.database = database;
  }

  @Override
  public CompletionStage<List<DeadLetter>> all() {
    return database.ask(connection -> {
      List<DeadLetter> letters = new ArrayList<>();
      try (PreparedStatement statement = connection.prepareStatement(ALL)) {
        ResultSet row = statement.executeQuery();
        while (row.next()) {
          letters.add(
              new DeadLetter(
                  OrderId.parse(row.getString("order_id")),
                  row.getTimestamp("dead_at").toInstant(),
                  row.getString("dead_reason")));
        }
      }
      return letters;
    });
  }

  @Override
  public CompletionStage<Boolean> retry(OrderId order) {
    return database.ask(connection -> {
      try (PreparedStatement statement = connection.prepareStatement(RETRY)) {
        statement.setString(1, order.toString());
        return statement.executeUpdate() == 1;
      }
    });
  }
}
