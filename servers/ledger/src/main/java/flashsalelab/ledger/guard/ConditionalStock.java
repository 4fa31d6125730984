package flashsalelab.ledger.guard;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * One conditional update: {@code free = free - quantity where free >= quantity}. Look and change
 * are one step; whoever waited for the row looks at it as it is then.
 *
 * <p>Guarantees: no oversell, under any concurrency, and nothing is left by a crash. The row is
 * locked from the update to the end of the transaction, one statement and the commit.
 */
final class ConditionalStock extends CountedStock {
  private static final Sql TAKE =
      moving(
          """
          update product set free = free - ?, held = held + ?, version = version + 1
          where sku = ? and free >= ? returning free
          """);

  @Override
  public Taken take(Connection connection, Units units) throws SQLException {
    int quantity = units.quantity();
    int taken =
        TAKE.change(connection, taking(units, quantity, quantity, units.sku().value(), quantity));
    return taken == 1 ? Taken.ALL : Taken.TOO_FEW;
  }
}
