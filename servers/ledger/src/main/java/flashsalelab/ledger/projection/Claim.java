package flashsalelab.ledger.projection;

import flashsalelab.sale.Sku;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The right to read a product's ledger on: a lock on the row of its position. It ends with the
 * transaction, and with the connection of a process that ends.
 */
public final class Claim {
  private final Connection connection;
  private final Sku sku;
  private final String position;

  private Claim(Connection connection, Sku sku, String position) {
    this.connection = connection;
    this.sku = sku;
    this.position = position;
  }

  /** Takes it; empty if another has it. */
  static Optional<Claim> taken(Connection connection, Sku sku) throws SQLException {
    return lock(connection, sku, "for update skip locked");
  }

  /** Takes it as soon as nobody has it. */
  public static Claim awaited(Connection connection, Sku sku) throws SQLException {
    return lock(connection, sku, "for update")
        .orElseThrow(() -> new SQLException("the position of %s is gone".formatted(sku)));
  }

  private static Optional<Claim> lock(Connection connection, Sku sku, String how)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "insert into projection (sku) values (?) on conflict do nothing")) {
      statement.setString(1, sku.value());
      statement.executeUpdate();
    }
    try (PreparedStatement statement =
        connection.prepareStatement("select position from projection where sku = ? " + how)) {
      statement.setString(1, sku.value());
      ResultSet row = statement.executeQuery();
      return row.next()
          ? Optional.of(new Claim(connection, sku, row.getString("position")))
          : Optional.empty();
    }
  }

  /** How far the ledger of the product has been read. */
  public String position() {
    return position;
  }

  /**
   * Moves on.
   *
   * @param entries how many entries lie between
   */
  public void moveTo(String next, int entries) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "update projection set position = ?, entries = entries + ?, moved_at = now() where sku = ?")) {
      statement.setString(1, next);
      statement.setInt(2, entries);
      statement.setString(3, sku.value());
      statement.executeUpdate();
    }
  }
}
