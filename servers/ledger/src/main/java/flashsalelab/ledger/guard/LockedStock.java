package flashsalelab.ledger.guard;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * {@code select ... for update}, then look, then write: one purchase of a product at a time.
 *
 * <p>Guarantees: no oversell, under any concurrency, and nothing is left by a crash: a lock ends
 * with its connection. The row is locked for a round trip longer than with {@link
 * ConditionalStock}. A purchase that gives up its wait for the lock has held nothing.
 *
 * <p>The lock is PostgreSQL's {@code for no key update}, the one that an update takes. A plain
 * {@code for update} would also wait for every other purchase that has just written its order, as
 * the order's foreign key keeps the product's key, and these wait for it: a deadlock.
 */
final class LockedStock extends CountedStock {
  private static final Sql LOCK =
      new Sql("select free from product where sku = ? for no key update");

  private static final Sql TAKE =
      moving(
          """
          update product set free = ?, held = held + ?, version = version + 1
          where sku = ? returning free
          """);

  @Override
  public Taken take(Connection connection, Units units) throws SQLException {
    String sku = units.sku().value();
    int free = LOCK.row(connection, row -> row.getInt("free"), sku).orElse(0);
    if (free < units.quantity()) {
      return Taken.TOO_FEW;
    }
    TAKE.change(connection, taking(units, free - units.quantity(), units.quantity(), sku));
    return Taken.ALL;
  }
}
