package flashsalelab.ledger.guard;

import flashsalelab.ledger.database.LedgerDatabase;
import flashsalelab.sale.SaleState;
import flashsalelab.sale.SaleWindow;
import flashsalelab.sale.Sku;
import flashsalelab.sale.latch.Glance;
import flashsalelab.sale.latch.Glances;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Glances at products in PostgreSQL; nothing is locked or written. Reservations have their order by
 * transaction, so those that are younger than the oldest open one have no place in it yet: their
 * buyers are told as pending.
 */
public final class PostgresGlances implements Glances {
  /** The most reservations that one glance tells. */
  private static final int MOST = 1_000;

  private static final String RESERVED =
      " from order_change c where c.sku = ? and c.state = 'RESERVED' and c.written_by ";

  private static final String IN_ORDER = RESERVED + "< pg_snapshot_xmin(pg_current_snapshot())";

  private static final String BUYER =
      "select (select o.buyer from orders o where o.id = c.order_id) as buyer";

  private static final Sql PENDING =
      new Sql(BUYER + RESERVED + ">= pg_snapshot_xmin(pg_current_snapshot())");

  private static final Sql COUNT = new Sql("select count(*) as reservations" + IN_ORDER);

  private static final Sql BUYERS =
      new Sql(BUYER + IN_ORDER + " order by c.written_by, c.id offset ? limit ?");

  private final LedgerDatabase database;
  private final Sql look;

  /**
   * @param stock how units are kept
   */
  PostgresGlances(LedgerDatabase database, Stock stock) {
    this.database = database;
    this.look =
        new Sql(
            """
            select clock_timestamp() as now, p.opens_at, p.closes_at, %s as some
            from product p where p.sku = ?
            """
                .formatted(stock.moreAreFree()));
  }

  @Override
  public CompletionStage<Glance> at(Sku sku, int known) {
    return database.ask(connection -> glance(connection, sku, known));
  }

  /** The pending ones first: whoever gets a place meanwhile is told with the others. */
  private Glance glance(Connection connection, Sku sku, int known) throws SQLException {
    Optional<Boolean> soldOut = look.row(connection, PostgresGlances::isSoldOut, 0, sku.value());
    if (!soldOut.orElse(false)) {
      return Glance.OPEN;
    }
    List<String> pending = buyers(PENDING, connection, sku.value());
    int all = COUNT.row(connection, row -> row.getInt("reservations"), sku.value()).orElseThrow();
    int from = known > all ? 0 : known;
    List<String> buyers = buyers(BUYERS, connection, sku.value(), from, MOST);
    return new Glance(true, from, all, buyers, Set.copyOf(pending));
  }

  private static List<String> buyers(Sql sql, Connection connection, Object... parameters)
      throws SQLException {
    return sql.rows(connection, row -> row.getString("buyer"), parameters);
  }

  private static boolean isSoldOut(ResultSet row) throws SQLException {
    SaleWindow window =
        new SaleWindow(Sql.momentOrNull(row, "opens_at"), Sql.momentOrNull(row, "closes_at"));
    return window.stateAt(Sql.moment(row, "now")) == SaleState.OPEN && !row.getBoolean("some");
  }
}
