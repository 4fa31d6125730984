package flashsalelab.ledger.projection;

import flashsalelab.ledger.database.Rows;
import flashsalelab.sale.OrderState;
import flashsalelab.sale.Sku;
import flashsalelab.sale.ledger.LedgerEntry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the ledger has of the orders and keys of a page. */
final class KnownRows {
  private final Connection connection;

  KnownRows(Connection connection) {
    this.connection = connection;
  }

  Map<String, KnownOrder> orders(List<LedgerEntry> entries) throws SQLException {
    String sql =
        """
        select orders.id, state, quantity, amount, changes
        from unnest(?) as r (id) join orders on orders.id = r.id
        """;
    Map<String, KnownOrder> known = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      List<String> ids =
          entries.stream().map(entry -> entry.order().toString()).distinct().toList();
      statement.setArray(1, Rows.texts(connection, ids));
      ResultSet row = statement.executeQuery();
      while (row.next()) {
        known.put(
            row.getString("id"),
            new KnownOrder(
                OrderState.valueOf(row.getString("state")),
                row.getInt("quantity"),
                row.getLong("amount"),
                row.getInt("changes")));
      }
    }
    return known;
  }

  /** Of the keys of entries that can be the first of their order. */
  Map<KeyOwner.Key, KeyOwner> owners(Sku sku, List<LedgerEntry> entries) throws SQLException {
    List<LedgerEntry> first =
        entries.stream().filter(entry -> OrderState.initial().contains(entry.state())).toList();
    String sql =
        """
        select orders.id, orders.buyer, orders.key, orders.made_at
        from unnest(?, ?) as r (buyer, key)
        join orders on orders.sku = ? and orders.buyer = r.buyer and orders.key = r.key
          and not orders.key_retired
        """;
    Map<KeyOwner.Key, KeyOwner> owners = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setArray(
          1, Rows.texts(connection, first.stream().map(entry -> entry.buyer().value()).toList()));
      statement.setArray(
          2, Rows.texts(connection, first.stream().map(entry -> entry.key().value()).toList()));
      statement.setString(3, sku.value());
      ResultSet row = statement.executeQuery();
      while (row.next()) {
        owners.put(
            new KeyOwner.Key(row.getString("buyer"), row.getString("key")),
            new KeyOwner(row.getString("id"), row.getTimestamp("made_at").toInstant()));
      }
    }
    return owners;
  }
}
