package flashsalelab.ledger.projection;

import flashsalelab.ledger.database.Rows;
import flashsalelab.sale.Product;
import flashsalelab.sale.Sku;
import flashsalelab.sale.ledger.LedgerHead;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** A product in the ledger: its terms as Redis has them now, and its units. */
final class ProductRow {
  private static final String AT = "timestamptz 'epoch' + ? * interval '1 millisecond'";

  private final Connection connection;
  private final Sku sku;

  ProductRow(Connection connection, Sku sku) {
    this.connection = connection;
    this.sku = sku;
  }

  /** The units; empty if the ledger does not have the product yet. */
  Optional<Stock> stock() throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("select free, held, sold from product where sku = ?")) {
      statement.setString(1, sku.value());
      ResultSet row = statement.executeQuery();
      return row.next()
          ? Optional.of(new Stock(row.getInt("free"), row.getInt("held"), row.getInt("sold")))
          : Optional.empty();
    }
  }

  /**
   * Writes what was supplied since, and the terms.
   *
   * @param before the units as the ledger has them; empty if it does not have the product
   * @return the units with what was supplied
   */
  Stock supply(LedgerHead head, Optional<Stock> before) throws SQLException {
    if (before.isEmpty()) {
      insert(head);
    } else {
      renew(head.product());
    }
    Stock stock = before.orElse(new Stock(0, 0, 0));
    int first = head.suppliedBefore() - stock.supplied();
    if (first > 0) {
      stock = stock.supplied(first);
      move(Optional.empty(), first, stock);
    }
    for (LedgerHead.Restock restock : head.restocks()) {
      stock = stock.supplied(restock.quantity());
      move(Optional.of(restock.key()), restock.quantity(), stock);
    }
    return stock;
  }

  private void insert(LedgerHead head) throws SQLException {
    String sql =
        """
        insert into product (name, price, per_buyer, opens_at, closes_at, created_at, supplied,
          free, sku)
        values (?, ?, ?, %1$s, %1$s, %1$s, 0, 0, ?)
        """
            .formatted(AT);
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      terms(statement, head.product());
      Rows.moment(statement, 6, head.createdAt());
      statement.setString(7, sku.value());
      statement.executeUpdate();
    }
  }

  private void renew(Product product) throws SQLException {
    String sql =
        """
        update product set name = ?, price = ?, per_buyer = ?, opens_at = %1$s, closes_at = %1$s
        where sku = ?
        """
            .formatted(AT);
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      terms(statement, product);
      statement.setString(6, sku.value());
      statement.executeUpdate();
    }
  }

  private static void terms(PreparedStatement statement, Product product) throws SQLException {
    statement.setString(1, product.name());
    statement.setLong(2, product.price());
    statement.setInt(3, product.perBuyer());
    Rows.moment(statement, 4, product.opensAt());
    Rows.moment(statement, 5, product.closesAt());
  }

  private void move(Optional<String> restockKey, int units, Stock after) throws SQLException {
    String sql =
        """
        insert into stock_movement (sku, kind, units, restock_key, supplied_after, free_after, at)
        values (?, 'SUPPLIED', ?, ?, ?, ?, now())
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, sku.value());
      statement.setInt(2, units);
      statement.setString(3, restockKey.orElse(null));
      statement.setInt(4, after.supplied());
      statement.setInt(5, after.free());
      statement.executeUpdate();
    }
  }

  /** Keeps the units. */
  void keep(Stock stock) throws SQLException {
    String sql =
        """
        update product set supplied = ?, free = ?, held = ?, sold = ?, version = version + 1
        where sku = ?
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setInt(1, stock.supplied());
      statement.setInt(2, stock.free());
      statement.setInt(3, stock.held());
      statement.setInt(4, stock.sold());
      statement.setString(5, sku.value());
      statement.executeUpdate();
    }
  }
}
