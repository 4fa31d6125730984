package flashsalelab.lab.audit;

import flashsalelab.lab.audit.SaleLedger.Transition;
import flashsalelab.lab.launch.DatabaseAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * Reads a sale straight from PostgreSQL, as one moment shows it: the tables {@code product}, {@code
 * unit}, {@code orders}, {@code order_change} and {@code stock_movement}, as the sale's schema
 * describes them. What these say of each other is compared on the way. One thread uses it.
 */
public final class PostgresLedger implements LedgerReader {
  private static final String TIMEOUT_SECONDS = "10";
  private static final int PAGE = 5_000;

  private static final String PRODUCT =
      """
      select p.supplied, p.per_buyer, p.free,
        (select count(*) from unit u where u.sku = p.sku) as units,
        (select count(*) from unit u where u.sku = p.sku and u.order_id is null) as free_units,
        (select coalesce(sum(m.units), 0) from stock_movement m where m.sku = p.sku) as moved
      from product p where p.sku = ?
      """;

  private static final String TRANSITIONS =
      """
      select c.order_id, o.buyer, o.key, o.quantity, c.state
      from order_change c join orders o on o.id = c.order_id
      where c.sku = ? order by c.id
      """;

  private static final String OTHERWISE =
      """
      select o.id, o.state, c.state as last
      from orders o
      left join order_change c on c.order_id = o.id and c.number = o.changes
      where o.sku = ? and c.state is distinct from o.state limit 10
      """;

  private final DatabaseAddress address;

  private PostgresLedger(DatabaseAddress address) {
    this.address = address;
  }

  /** The ledger in the PostgreSQL at an address. */
  public static PostgresLedger at(DatabaseAddress address) {
    return new PostgresLedger(address);
  }

  @Override
  public SaleLedger read(String sku) {
    try (Connection connection = connected()) {
      connection.setReadOnly(true);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setAutoCommit(false);
      return read(connection, sku);
    } catch (SQLException e) {
      throw new LedgerUnreadableException(
          "the ledger of %s in PostgreSQL cannot be read: %s".formatted(sku, e.getMessage()), e);
    }
  }

  private Connection connected() throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", address.user());
    properties.setProperty("password", address.password());
    properties.setProperty("connectTimeout", TIMEOUT_SECONDS);
    properties.setProperty("socketTimeout", TIMEOUT_SECONDS);
    return DriverManager.getConnection(address.jdbcUrl(), properties);
  }

  private static SaleLedger read(Connection connection, String sku) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(PRODUCT)) {
      statement.setString(1, sku);
      try (ResultSet product = statement.executeQuery()) {
        if (!product.next()) {
          throw new NoSuchProductException("PostgreSQL knows no product %s".formatted(sku));
        }
        // Where each unit has a row, no other row counts the free ones.
        long free = product.getLong(product.getLong("units") > 0 ? "free_units" : "free");
        var disagreements = new ArrayList<>(otherwise(connection, sku));
        long moved = product.getLong("moved");
        if (moved != free) {
          disagreements.add(
              "the stock movements of %s add up to %d free units, its stock says %d"
                  .formatted(sku, moved, free));
        }
        return new SaleLedger(
            product.getLong("supplied"),
            product.getLong("per_buyer"),
            free,
            transitions(connection, sku),
            disagreements);
      }
    }
  }

  private static List<Transition> transitions(Connection connection, String sku)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(TRANSITIONS)) {
      statement.setFetchSize(PAGE);
      statement.setString(1, sku);
      var all = new ArrayList<Transition>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          all.add(
              new Transition(
                  rows.getString("order_id"),
                  rows.getString("buyer"),
                  rows.getString("key"),
                  rows.getLong("quantity"),
                  rows.getString("state")));
        }
      }
      return all;
    }
  }

  /** Orders that stand otherwise than their history says. */
  private static List<String> otherwise(Connection connection, String sku) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(OTHERWISE)) {
      statement.setString(1, sku);
      var found = new ArrayList<String>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(
              "order %s is %s, the last change on record is %s"
                  .formatted(
                      rows.getString("id"), rows.getString("state"), rows.getString("last")));
        }
      }
      return found;
    }
  }

  @Override
  public void close() {
    // Each reading has a connection of its own.
  }
}
