package flashsalelab.ledger.guard;

import flashsalelab.sale.Product;
import flashsalelab.sale.Sku;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Free units as a number in the product's row. Every purchase of a product changes that one row, so
 * they queue for it, from the change until the commit is on disk: it is changed last. The row also
 * counts what is held and sold, and a constraint of the table holds the three against the supply.
 */
abstract class CountedStock implements Stock {
  private static final String MOVEMENT =
      """
      insert into stock_movement (sku, kind, units, order_id, free_after, at)
      select ?, ?, ?, ?, moved.free, ? from moved
      """;

  private static final Sql GIVE_BACK =
      moving(
          """
          update product set free = free + ?, held = held - ?, version = version + 1
          where sku = ? returning free
          """);

  private static final Sql SELL =
      new Sql("update product set held = held - ?, sold = sold + ? where sku = ?");

  private static final Sql FREE = new Sql("select free from product where sku = ?");

  private static final Sql MEND =
      new Sql(
          """
          update product set free = supplied - ? - ?, held = ?, sold = ?, version = version + 1
          where sku = ? and (held, sold) is distinct from (?, ?)
          """);

  /** A change of the product's row that returns what is free then, with the movement it is. */
  static Sql moving(String change) {
    return new Sql("with moved as (%s)%n%s".formatted(change, MOVEMENT));
  }

  /** The parameters of a movement that takes units. */
  static Object[] taking(Units units, Object... parameters) {
    return movement(units, "RESERVED", -units.quantity(), parameters);
  }

  private static Object[] movement(Units units, String kind, int quantity, Object... parameters) {
    Object[] all = new Object[parameters.length + 5];
    System.arraycopy(parameters, 0, all, 0, parameters.length);
    int next = parameters.length;
    all[next] = units.sku().value();
    all[next + 1] = kind;
    all[next + 2] = quantity;
    all[next + 3] = units.order().toString();
    all[next + 4] = units.at();
    return all;
  }

  @Override
  public final String moreAreFree() {
    return "p.free > ?";
  }

  @Override
  public final String counts() {
    return "p.free, p.held, p.sold";
  }

  @Override
  public final boolean countsFree() {
    return true;
  }

  @Override
  public final void supply(Connection connection, Sku sku, int before, int more) {
    // The product's row counts them already.
  }

  @Override
  public final int mostSupplied() {
    return Product.MOST_STOCK;
  }

  @Override
  public final void giveBack(Connection connection, Units units) throws SQLException {
    int quantity = units.quantity();
    GIVE_BACK.change(
        connection, movement(units, "RELEASED", quantity, quantity, quantity, units.sku().value()));
  }

  @Override
  public final void sell(Connection connection, Units units) throws SQLException {
    SELL.change(connection, units.quantity(), units.quantity(), units.sku().value());
  }

  @Override
  public final int mend(Connection connection, Sku sku, int held, int sold) throws SQLException {
    int before = free(connection, sku);
    MEND.change(connection, held, sold, held, sold, sku.value(), held, sold);
    return free(connection, sku) - before;
  }

  private static int free(Connection connection, Sku sku) throws SQLException {
    return FREE.row(connection, row -> row.getInt("free"), sku.value()).orElseThrow();
  }
}
