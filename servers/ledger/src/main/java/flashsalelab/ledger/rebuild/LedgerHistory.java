package flashsalelab.ledger.rebuild;

import flashsalelab.ledger.database.Rows;
import flashsalelab.sale.BuyerId;
import flashsalelab.sale.IdempotencyKey;
import flashsalelab.sale.Order;
import flashsalelab.sale.OrderId;
import flashsalelab.sale.OrderState;
import flashsalelab.sale.Sku;
import flashsalelab.sale.ledger.LedgerEntry;
import flashsalelab.sale.ledger.LedgerPage;
import flashsalelab.sale.ledger.RestoredOrder;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads what became of a product's orders, page by page, so that it never has all of it at once.
 */
final class LedgerHistory {
  private static final String ENTRIES =
      """
      select c.id, c.entry, c.order_id, c.state, c.at, o.buyer, o.key, o.quantity, o.amount,
        o.held_until, o.receipt, o.reason
      from order_change c join orders o on o.id = c.order_id
      where c.sku = ? and c.id > ? order by c.id limit ?
      """;

  private static final String ORDERS =
      """
      select o.*, f.place, f.entry, c.states, c.moments
      from (
        select id as place, order_id, entry from order_change
        where sku = ? and id > ? and number = 1 order by id limit ?) f
      join orders o on o.id = f.order_id
      cross join lateral (
        select array_agg(state order by number) as states,
          array_agg(round(extract(epoch from at) * 1000)::bigint order by number) as moments
        from order_change where order_id = o.id) c
      order by f.place
      """;

  private final Connection connection;
  private final Sku sku;
  private final int page;

  /**
   * @param page how many rows are read at once
   */
  LedgerHistory(Connection connection, Sku sku, int page) {
    this.connection = connection;
    this.sku = sku;
    this.page = page;
  }

  /**
   * What was read of a ledger.
   *
   * @param last the id of its last entry
   */
  record Read(int entries, String last) {}

  /** Every transition as it stood in Redis, in its order there. */
  Read entries(Consumer<List<LedgerEntry>> reader) throws SQLException {
    long last = 0;
    int all = 0;
    String place = LedgerPage.START;
    List<LedgerEntry> entries;
    do {
      entries = new ArrayList<>(page);
      try (PreparedStatement statement = connection.prepareStatement(ENTRIES)) {
        statement.setString(1, sku.value());
        statement.setLong(2, last);
        statement.setInt(3, page);
        ResultSet row = statement.executeQuery();
        while (row.next()) {
          last = row.getLong("id");
          entries.add(entry(row));
        }
      }
      if (!entries.isEmpty()) {
        reader.accept(entries);
        place = entries.getLast().id();
      }
      all += entries.size();
    } while (entries.size() == page);
    return new Read(all, place);
  }

  private LedgerEntry entry(ResultSet row) throws SQLException {
    OrderState state = OrderState.valueOf(row.getString("state"));
    String order = row.getString("order_id");
    return new LedgerEntry(
        place(row.getString("entry"), order),
        OrderId.parse(order),
        new BuyerId(row.getString("buyer")),
        new IdempotencyKey(row.getString("key")),
        row.getInt("quantity"),
        state,
        row.getTimestamp("at").toInstant(),
        row.getLong("amount"),
        state == OrderState.RESERVED ? Rows.moment(row, "held_until").orElse(null) : null,
        state == OrderState.REJECTED ? row.getString("reason") : null,
        state == OrderState.RESERVED ? row.getString("receipt") : "");
  }

  private static String place(@Nullable String entry, String order) {
    if (entry == null) {
      throw new IllegalStateException(
          "order %s was decided in the database and never was in Redis: its product cannot be put there"
              .formatted(order));
    }
    return entry;
  }

  /**
   * Every order with its history, in the order in which they were made.
   *
   * @return how many there are
   */
  int orders(Consumer<List<RestoredOrder>> reader) throws SQLException {
    long last = 0;
    int all = 0;
    List<RestoredOrder> orders;
    do {
      orders = new ArrayList<>(page);
      try (PreparedStatement statement = connection.prepareStatement(ORDERS)) {
        statement.setString(1, sku.value());
        statement.setLong(2, last);
        statement.setInt(3, page);
        ResultSet row = statement.executeQuery();
        while (row.next()) {
          last = row.getLong("place");
          orders.add(order(row));
        }
      }
      if (!orders.isEmpty()) {
        reader.accept(orders);
      }
      all += orders.size();
    } while (orders.size() == page);
    return all;
  }

  private static RestoredOrder order(ResultSet row) throws SQLException {
    List<Order.Transition> history = history(row);
    OrderId id = OrderId.parse(row.getString("id"));
    Order order =
        new Order(
            id,
            new BuyerId(row.getString("buyer")),
            row.getInt("quantity"),
            row.getLong("amount"),
            Rows.moment(row, "held_until").orElse(null),
            row.getString("reason"),
            history);
    return new RestoredOrder(
        order,
        new IdempotencyKey(row.getString("key")),
        !row.getBoolean("key_retired"),
        row.getString("receipt"),
        decidedAt(history),
        place(row.getString("entry"), id.toString()));
  }

  private static List<Order.Transition> history(ResultSet row) throws SQLException {
    String[] states = (String[]) row.getArray("states").getArray();
    Long[] moments = (Long[]) row.getArray("moments").getArray();
    List<Order.Transition> history = new ArrayList<>(states.length);
    for (int i = 0; i < states.length; i++) {
      history.add(
          new Order.Transition(OrderState.valueOf(states[i]), Instant.ofEpochMilli(moments[i])));
    }
    return history;
  }

  /** The first transition that is no acceptance; of an order that is queued, its acceptance. */
  private static Instant decidedAt(List<Order.Transition> history) {
    return history.stream()
        .filter(passed -> passed.state() != OrderState.QUEUED)
        .findFirst()
        .orElse(history.getFirst())
        .at();
  }
}
