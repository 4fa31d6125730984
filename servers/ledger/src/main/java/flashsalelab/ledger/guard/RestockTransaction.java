package flashsalelab.ledger.guard;

import flashsalelab.sale.IdempotencyKey;
import flashsalelab.sale.RestockAnswer;
import flashsalelab.sale.Sku;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** A restock as one transaction, which works once for its key. */
final class RestockTransaction {
  private static final Sql LOCK =
      new Sql("select supplied from product where sku = ? for no key update");

  private static final Sql EARLIER =
      new Sql("select units, supplied_after from stock_movement where sku = ? and restock_key = ?");

  private static final Sql RESTOCK =
      new Sql(
          """
          with supplied as (
            update product set supplied = supplied + ?, free = free + ?, version = version + 1
            where sku = ? returning sku, supplied, free)
          insert into stock_movement
            (sku, kind, units, restock_key, supplied_after, free_after, at)
          select sku, 'SUPPLIED', ?, ?, supplied, case when ? then free end, clock_timestamp()
          from supplied
          """);

  private final Stock stock;

  /**
   * @param stock how units are kept
   */
  RestockTransaction(Stock stock) {
    this.stock = stock;
  }

  private record Earlier(int units, int supplied) {}

  /** Supplies more units; the caller commits. */
  RestockAnswer restock(Connection connection, Sku sku, IdempotencyKey key, int quantity)
      throws SQLException {
    Optional<Integer> supplied = LOCK.row(connection, row -> row.getInt("supplied"), sku.value());
    if (supplied.isEmpty()) {
      return new RestockAnswer.NoSuchProduct();
    }
    Optional<Earlier> earlier =
        EARLIER.row(
            connection,
            row -> new Earlier(row.getInt("units"), row.getInt("supplied_after")),
            sku.value(),
            key.value());
    if (earlier.isPresent()) {
      return earlier.get().units() == quantity
          ? new RestockAnswer.Restocked(earlier.get().supplied(), true)
          : new RestockAnswer.KeyReused();
    }
    int before = supplied.get();
    if ((long) before + quantity > stock.mostSupplied()) {
      return new RestockAnswer.TooMany(before, stock.mostSupplied());
    }
    RESTOCK.change(
        connection, quantity, quantity, sku.value(), quantity, key.value(), stock.countsFree());
    stock.supply(connection, sku, before, quantity);
    return new RestockAnswer.Restocked(before + quantity, false);
  }
}
