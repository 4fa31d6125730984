package flashsalelab.ledger.guard;

import flashsalelab.ledger.database.LedgerDatabase;
import flashsalelab.sale.Reconciliation;
import flashsalelab.sale.Sku;
import flashsalelab.sale.StockBooks;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The sale's account in PostgreSQL. A transaction leaves nothing half done, so what there is to
 * mend was done by somebody else; the orders are the truth. Keys whose life is over are struck out
 * on the way.
 */
public final class PostgresBooks implements StockBooks {
  private static final Sql LOCK =
      new Sql("select supplied from product where sku = ? for no key update");

  private static final Sql PROMISED =
      new Sql(
          """
          select coalesce(sum(quantity) filter (where state = 'RESERVED'), 0) as held,
            coalesce(sum(quantity) filter (where state = 'PAID'), 0) as sold
          from orders where sku = ? and state in ('RESERVED', 'PAID')
          """);

  /** The most keys that one reconciliation strikes out; it ends long before its time limit. */
  private static final int MOST_KEYS = 20_000;

  /**
   * A key that is struck out stands for a later order from now on. Claims that somebody has locked
   * are left for the next time.
   */
  private static final Sql STRIKE_OUT =
      new Sql(
          """
          with ended as (
            select buyer, key from claim where sku = ? and expires_at <= now()
            limit ? for update skip locked),
          gone as (
            delete from claim c using ended
            where c.sku = ? and c.buyer = ended.buyer and c.key = ended.key
            returning c.order_id)
          update orders o set key_retired = true from gone where o.id = gone.order_id
          """);

  private final LedgerDatabase database;
  private final Stock stock;

  /**
   * @param stock how units are kept
   */
  PostgresBooks(LedgerDatabase database, Stock stock) {
    this.database = database;
    this.stock = stock;
  }

  private record Promised(int held, int sold) {}

  @Override
  public CompletionStage<Optional<Reconciliation>> reconcile(Sku sku, Duration grace) {
    return database
        .ask(connection -> STRIKE_OUT.change(connection, sku.value(), MOST_KEYS, sku.value()))
        .thenCompose(done -> database.ask(connection -> reconcile(connection, sku)));
  }

  private Optional<Reconciliation> reconcile(Connection connection, Sku sku)
      throws SQLException {
    Optional<Integer> found = LOCK.row(connection, row -> row.getInt("supplied"), sku.value());
    if (found.isEmpty()) {
      return Optional.empty();
    }
    int supplied = found.get();
    Promised promised =
        PROMISED
            .row(
                connection,
                row -> new Promised(row.getInt("held"), row.getInt("sold")),
                sku.value())
            .orElseThrow();
    int free = supplied - promised.held() - promised.sold();
    int mended =
        free < 0 ? 0 : stock.mend(connection, sku, promised.held(), promised.sold());
    return Optional.of(
        new Reconciliation(
            sku,
            supplied,
            Math.max(0, free),
            promised.held(),
            promised.sold(),
            0,
            0,
            Math.max(0, mended),
            Math.max(0, -mended),
            Math.max(0, -free)));
  }
}
