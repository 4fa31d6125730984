package flashsalelab.ledger.guard;

import flashsalelab.sale.Sku;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;

/**
 * A row per unit, taken with {@code for update skip locked}: purchases of one product take
 * different rows and do not wait for each other. Nothing in the product's row changes with a
 * purchase; free units are counted when somebody asks.
 *
 * <p>Guarantees: no oversell, under any concurrency, and nothing is left by a crash. A row that is
 * skipped may be free again in a moment, so nobody is refused because of it: a purchase that finds
 * too few rows which nobody has locked lets go of them, waits for those that somebody has, in the
 * order of their numbers, and is refused only if too few are free then. After {@link #TRIES} waits
 * in vain it is unavailable, with nothing held.
 */
final class UnitStock implements Stock {
  /** How often a purchase waits for rows that others have locked. */
  static final int TRIES = 10;

  /** A row takes some 100 bytes with its indexes, and a product is made in one transaction. */
  static final int MOST_UNITS = 1_000_000;

  /** How many rows one statement makes; it ends long before its time limit. */
  private static final int ROWS_AT_ONCE = 50_000;

  private static final String FREE_ROWS =
      "select number from unit where sku = ? and order_id is null order by number limit ? for update";

  private static final Sql TAKE_UNLOCKED = taking(FREE_ROWS + " skip locked");
  private static final Sql TAKE_WAITING = taking(FREE_ROWS);

  private static final Sql FREE =
      new Sql(
          """
          select count(*) as free
          from (select from unit where sku = ? and order_id is null limit ?) few
          """);

  private static final Sql SUPPLY =
      new Sql(
          """
          insert into unit (sku, number) select ?, number from generate_series(?, ?) as number
          """);

  /** As many of the missing rows as the orders and the free rows leave. */
  private static final Sql RESTORE =
      new Sql(
          """
          insert into unit (sku, number)
          select p.sku, n.number from product p, generate_series(1, p.supplied) as n (number)
          where p.sku = ?
            and not exists (select from unit u where u.sku = p.sku and u.number = n.number)
          order by n.number
          limit greatest(0, (select supplied from product where sku = ?)
            - (select coalesce(sum(quantity), 0) from orders
              where sku = ? and state in ('RESERVED', 'PAID'))
            - (select count(*) from unit where sku = ? and order_id is null))
          """);

  private static final Sql GIVE_BACK =
      new Sql(
          """
          with returned as (update unit set order_id = null where order_id = ? returning 1)
          insert into stock_movement (sku, kind, units, order_id, at)
          select ?, 'RELEASED', ?, ?, ? where exists (select from returned)
          """);

  private static final Sql RETURN_NOBODYS =
      new Sql(
          """
          update unit u set order_id = null from orders o
          where o.id = u.order_id and u.sku = ? and o.state not in ('RESERVED', 'PAID')
          """);

  /** All the rows that were picked, if they are enough. */
  private static Sql taking(String pick) {
    return new Sql(
        """
        with picked as (%s),
        taken as (
          update unit u set order_id = ? from picked
          where u.sku = ? and u.number = picked.number
            and (select count(*) from picked) = ?
          returning 1)
        insert into stock_movement (sku, kind, units, order_id, at)
        select ?, 'RESERVED', ?, ?, ? where (select count(*) from taken) = ?
        """
            .formatted(pick));
  }

  @Override
  public String moreAreFree() {
    return "exists (select from unit u where u.sku = p.sku and u.order_id is null offset ?)";
  }

  @Override
  public String counts() {
    return """
    (select count(*) from unit u where u.sku = p.sku and u.order_id is null) as free,
    (select coalesce(sum(o.quantity), 0) from orders o
      where o.sku = p.sku and o.state = 'RESERVED') as held,
    (select coalesce(sum(o.quantity), 0) from orders o
      where o.sku = p.sku and o.state = 'PAID') as sold\
    """;
  }

  @Override
  public boolean countsFree() {
    return false;
  }

  @Override
  public void supply(Connection connection, Sku sku, int before, int more) throws SQLException {
    int last = before + more;
    for (int first = before + 1; first <= last; first += ROWS_AT_ONCE) {
      SUPPLY.change(connection, sku.value(), first, Math.min(last, first + ROWS_AT_ONCE - 1));
    }
  }

  @Override
  public int mostSupplied() {
    return MOST_UNITS;
  }

  @Override
  public Taken take(Connection connection, Units units) throws SQLException {
    if (take(connection, TAKE_UNLOCKED, units)) {
      return Taken.ALL;
    }
    for (int i = 0; i < TRIES; i++) {
      if (free(connection, units) < units.quantity()) {
        return Taken.TOO_FEW;
      }
      if (take(connection, TAKE_WAITING, units)) {
        return Taken.ALL;
      }
    }
    return Taken.OUTRUN;
  }

  /** Who keeps a few rows while waiting for others makes those wait that have the others. */
  private static boolean take(Connection connection, Sql statement, Units units)
      throws SQLException {
    if (units.quantity() == 1) {
      return allTaken(connection, statement, units);
    }
    Savepoint before = connection.setSavepoint();
    boolean taken = allTaken(connection, statement, units);
    if (!taken) {
      connection.rollback(before);
    }
    return taken;
  }

  private static boolean allTaken(Connection connection, Sql statement, Units units)
      throws SQLException {
    String sku = units.sku().value();
    String order = units.order().toString();
    int quantity = units.quantity();
    return statement.change(
            connection,
            sku,
            quantity,
            order,
            sku,
            quantity,
            sku,
            -quantity,
            order,
            units.at(),
            quantity)
        == 1;
  }

  private static int free(Connection connection, Units units) throws SQLException {
    return FREE.row(connection, row -> row.getInt("free"), units.sku().value(), units.quantity())
        .orElse(0);
  }

  @Override
  public void giveBack(Connection connection, Units units) throws SQLException {
    String order = units.order().toString();
    GIVE_BACK.change(connection, order, units.sku().value(), units.quantity(), order, units.at());
  }

  @Override
  public void sell(Connection connection, Units units) {
    // The rows stay the order's.
  }

  @Override
  public int mend(Connection connection, Sku sku, int held, int sold) throws SQLException {
    int returned = RETURN_NOBODYS.change(connection, sku.value());
    return returned
        + RESTORE.change(connection, sku.value(), sku.value(), sku.value(), sku.value());
  }
}
