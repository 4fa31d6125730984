package flashsalelab.ledger.outbox;

import flashsalelab.ledger.database.LedgerDatabase;
import flashsalelab.sale.OrderId;
import flashsalelab.sale.Sku;
import flashsalelab.sale.payment.PaymentFeed;
import flashsalelab.sale.payment.PaymentTask;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The payments to be made, from the outbox of the ledger. A row stands there only together with its
 * order, so what is handed out is on record. Consumers pass over the rows that another is just
 * taking.
 */
public final class OutboxFeed implements PaymentFeed {
  private static final String TAKE =
      """
      with next as materialized (
        select id from outbox
        where sku = ? and dead_at is null and %s
        order by %s limit ? for update skip locked)
      update outbox set taken_by = ?, taken_at = now(), deliveries = deliveries + 1
      from next where outbox.id = next.id
      returning outbox.id, order_id, deliveries
      """;
  private static final String NEXT = TAKE.formatted("taken_at is null", "id");
  private static final String ABANDONED =
      TAKE.formatted(
          "taken_at <= now()::timestamptz(3) - ? * interval '1 millisecond'", "taken_at");

  private final LedgerDatabase database;
  private final String consumer;

  /**
   * @param consumer this process's name, unlike any other's
   */
  public OutboxFeed(LedgerDatabase database, String consumer) {
    this.database = database;
    this.consumer = consumer;
  }

  @Override
  public CompletionStage<List<PaymentTask>> next(Sku sku, int most) {
    return database.ask(connection -> {
      try (PreparedStatement statement = connection.prepareStatement(NEXT)) {
        statement.setString(1, sku.value());
        statement.setInt(2, most);
        statement.setString(3, consumer);
        return tasks(statement);
      }
    });
  }

  @Override
  public CompletionStage<List<PaymentTask>> abandoned(Sku sku, Duration silence, int most) {
    return database.ask(connection -> {
      try (PreparedStatement statement = connection.prepareStatement(ABANDONED)) {
        statement.setString(1, sku.value());
        statement.setLong(2, silence.toMillis());
        statement.setInt(3, most);
        statement.setString(4, consumer);
        return tasks(statement);
      }
    });
  }

  private static List<PaymentTask> tasks(PreparedStatement statement) throws SQLException {
    List<PaymentTask> tasks = new ArrayList<>();
    ResultSet row = statement.executeQuery();
    while (row.next()) {
      tasks.add(
          new PaymentTask(
              OrderId.parse(row.getString("order_id")),
              Long.toString(row.getLong("id")),
              row.getInt("deliveries")));
    }
    tasks.sort(Comparator.comparingLong(task -> Long.parseLong(task.entry())));
    return tasks;
  }

  @Override
  public CompletionStage<Void> done(PaymentTask task) {
    return end("delete from outbox where id = ?", statement -> statement.setLong(1, entry(task)));
  }

  @Override
  public CompletionStage<Void> giveUp(PaymentTask task, String reason) {
    return end(
        "update outbox set dead_at = now(), dead_reason = ? where id = ? and dead_at is null",
        statement -> {
          statement.setString(1, reason);
          statement.setLong(2, entry(task));
        });
  }

  private static long entry(PaymentTask task) {
    return Long.parseLong(task.entry());
  }

  /** Sets the parameters of a statement. */
  @FunctionalInterface
  private interface Parameters {
    void set(PreparedStatement statement) throws SQLException;
  }

  private CompletionStage<Void> end(String sql, Parameters parameters) {
    return database.ask(connection -> run(connection, sql, parameters)).thenApply(changed -> null);
  }

  private static int run(Connection connection, String sql, Parameters parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      parameters.set(statement);
      return statement.executeUpdate();
    }
  }
}
