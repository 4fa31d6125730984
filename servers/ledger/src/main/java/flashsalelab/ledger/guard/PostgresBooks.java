package flashsalelab.ledger.guard;

import flashsalelab.ledger.database.LedgerDatabase;
import flashsalelab.sale.Reconciliation;
import flashsalelab.sale.Sku;
import flashsalelab.sale.StockBooks;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The sale's account in PostgreSQL. A transaction leaves nothing half done, so what there is to
 * mend was done by somebody else; the orders are the truth. A product that is in order is only
 * read, so that nobody who buys it waits. Keys whose life is over are struck out on the way.
 */
public final class PostgresBooks implements StockBooks {
  private static final Sql LOCK =
      new Sql("select sku from product where sku = ? for no key update");

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
  private final Sql look;

  /**
   * @param stock how units are kept
   */
  PostgresBooks(LedgerDatabase database, Stock stock) {
    this.database = database;
    this.stock = stock;
    this.look =
        new Sql(
            """
            select p.supplied,
              (select coalesce(sum(o.quantity), 0) from orders o
                where o.sku = p.sku and o.state = 'RESERVED') as reserved,
              (select coalesce(sum(o.quantity), 0) from orders o
                where o.sku = p.sku and o.state = 'PAID') as paid,
              %s
            from product p where p.sku = ?
            """
                .formatted(stock.counts()));
  }

  /**
   * A product's units at one moment, as its orders have them and as its stock counts them.
   *
   * @param reserved of reserved orders
   * @param paid of paid orders
   * @param free counted, as {@code held} and {@code sold} are
   */
  private record Account(int supplied, int reserved, int paid, int free, int held, int sold) {
    static Account read(ResultSet row) throws SQLException {
      return new Account(
          row.getInt("supplied"),
          row.getInt("reserved"),
          row.getInt("paid"),
          row.getInt("free"),
          row.getInt("held"),
          row.getInt("sold"));
    }

    /** What the orders leave of the supply; negative if more is promised than there is. */
    int left() {
      return supplied - reserved - paid;
    }

    boolean isInOrder() {
      return left() == free && reserved == held && paid == sold;
    }

    Reconciliation told(Sku sku, int mended) {
      return new Reconciliation(
          sku,
          supplied,
          Math.max(0, left()),
          reserved,
          paid,
          0,
          0,
          Math.max(0, mended),
          Math.max(0, -mended),
          Math.max(0, -left()));
    }
  }

  @Override
  public CompletionStage<Optional<Reconciliation>> reconcile(Sku sku, Duration grace) {
    return database
        .ask(connection -> STRIKE_OUT.change(connection, sku.value(), MOST_KEYS, sku.value()))
        .thenCompose(done -> database.ask(connection -> reconcile(connection, sku)));
  }

  private Optional<Reconciliation> reconcile(Connection connection, Sku sku) throws SQLException {
    Optional<Account> seen = account(connection, sku);
    if (seen.isEmpty() || seen.get().isInOrder()) {
      return seen.map(account -> account.told(sku, 0));
    }
    if (LOCK.row(connection, row -> true, sku.value()).isEmpty()) {
      return Optional.empty();
    }
    Account account = account(connection, sku).orElseThrow();
    int mended =
        account.left() < 0 ? 0 : stock.mend(connection, sku, account.reserved(), account.paid());
    return Optional.of(account.told(sku, mended));
  }

  private Optional<Account> account(Connection connection, Sku sku) throws SQLException {
    return look.row(connection, Account::read, sku.value());
  }
}
