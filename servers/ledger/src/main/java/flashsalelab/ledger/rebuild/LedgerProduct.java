package flashsalelab.ledger.rebuild;

import flashsalelab.ledger.database.Rows;
import flashsalelab.sale.Product;
import flashsalelab.sale.Sku;
import flashsalelab.sale.ledger.LedgerHead;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A product as the ledger has it.
 *
 * @param taken the units that each buyer holds or owns
 */
record LedgerProduct(
    Product product,
    Instant createdAt,
    int held,
    int sold,
    List<LedgerHead.Restock> restocks,
    Map<String, Integer> taken) {

  static Optional<LedgerProduct> read(Connection connection, Sku sku) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("select * from product where sku = ?")) {
      statement.setString(1, sku.value());
      ResultSet row = statement.executeQuery();
      if (!row.next()) {
        return Optional.empty();
      }
      Product product =
          new Product(
              sku,
              row.getString("name"),
              row.getLong("price"),
              row.getInt("supplied"),
              row.getInt("per_buyer"),
              Rows.moment(row, "opens_at").orElse(null),
              Rows.moment(row, "closes_at").orElse(null));
      return Optional.of(
          new LedgerProduct(
              product,
              row.getTimestamp("created_at").toInstant(),
              row.getInt("held"),
              row.getInt("sold"),
              restocks(connection, sku),
              taken(connection, sku)));
    }
  }

  private static List<LedgerHead.Restock> restocks(Connection connection, Sku sku)
      throws SQLException {
    String sql =
        """
        select restock_key, units, supplied_after from stock_movement
        where sku = ? and restock_key is not null order by id
        """;
    List<LedgerHead.Restock> restocks = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, sku.value());
      ResultSet row = statement.executeQuery();
      while (row.next()) {
        restocks.add(
            new LedgerHead.Restock(
                row.getString("restock_key"), row.getInt("units"), row.getInt("supplied_after")));
      }
    }
    return restocks;
  }

  private static Map<String, Integer> taken(Connection connection, Sku sku) throws SQLException {
    String sql =
        """
        select buyer, sum(quantity) as units
        from order_change c join orders o on o.id = c.order_id
        where c.sku = ? and c.number = 1 and o.state in ('RESERVED', 'PAID') group by buyer
        """;
    Map<String, Integer> taken = new LinkedHashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, sku.value());
      ResultSet row = statement.executeQuery();
      while (row.next()) {
        taken.put(row.getString("buyer"), row.getInt("units"));
      }
    }
    return taken;
  }
}
