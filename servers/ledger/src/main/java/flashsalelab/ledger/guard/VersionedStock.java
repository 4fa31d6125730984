package flashsalelab.ledger.guard;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * An optimistic version: read without a lock, and write only if the version still is what was read;
 * else read again, {@link #TRIES} times in all.
 *
 * <p>Guarantees: no oversell, under any concurrency, and nothing is left by a crash. Under a crowd
 * most tries are in vain: who writes waits for whoever has the row, and when that one commits, the
 * version is another. A purchase that never was the first one is refused as unavailable, with
 * nothing held; it may be sent again.
 */
final class VersionedStock extends CountedStock {
  /** How often a purchase reads and tries to write. */
  static final int TRIES = 100;

  private static final Sql READ = new Sql("select free, version from product where sku = ?");

  private static final Sql TAKE =
      moving(
          """
          update product set free = ?, held = held + ?, version = version + 1
          where sku = ? and version = ? returning free
          """);

  private record Seen(int free, long version) {}

  @Override
  public Taken take(Connection connection, Units units) throws SQLException {
    String sku = units.sku().value();
    for (int i = 0; i < TRIES; i++) {
      Optional<Seen> seen =
          READ.row(connection, row -> new Seen(row.getInt("free"), row.getLong("version")), sku);
      if (seen.isEmpty() || seen.get().free() < units.quantity()) {
        return Taken.TOO_FEW;
      }
      int left = seen.get().free() - units.quantity();
      if (TAKE.change(connection, taking(units, left, units.quantity(), sku, seen.get().version()))
          == 1) {
        return Taken.ALL;
      }
    }
    return Taken.OUTRUN;
  }
}
