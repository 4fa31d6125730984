package flashsalelab.ledger.guard;

import flashsalelab.ledger.database.LedgerDatabase;
import flashsalelab.sale.OrderChanges;
import flashsalelab.sale.OrderId;
import flashsalelab.sale.OrderState;
import flashsalelab.sale.Sku;
import flashsalelab.sale.payment.PaidOrders;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * What becomes of orders, in the order of the transactions that changed them. A position is {@code
 * <transaction>-<change>}. Ids are given before a commit, so a change with a lower id may come
 * after one with a higher; only what is older than the oldest open transaction is told, because
 * nothing can come before that any more.
 */
public final class PostgresChanges implements OrderChanges {
  private static final String COMPLETE = "written_by < pg_snapshot_xmin(pg_current_snapshot())";

  private static final Sql AFTER =
      new Sql(
          """
          select order_id, state, written_by::text || '-' || id as position
          from order_change
          where sku = ? and (written_by, id) > (?::text::xid8, ?) and %s
          order by written_by, id limit ?
          """
              .formatted(COMPLETE));

  private static final Sql LAST =
      new Sql(
          """
          select written_by::text || '-' || id as position from order_change
          where sku = ? and %s order by written_by desc, id desc limit 1
          """
              .formatted(COMPLETE));

  private final LedgerDatabase database;

  PostgresChanges(LedgerDatabase database) {
    this.database = database;
  }

  private record Change(OrderId order, OrderState state, String position) {}

  @Override
  public CompletionStage<String> position(Sku sku) {
    return database.ask(connection ->
        LAST.row(connection, row -> row.getString("position"), sku.value())
            .orElse(PaidOrders.START));
  }

  @Override
  public CompletionStage<Page> after(Sku sku, String position, int most) {
    return changes(sku, position, most)
        .thenApply(changes ->
            new Page(changes.stream().map(Change::order).toList(), end(changes, position)));
  }

  /** The orders that were paid, in the same order. */
  PaidOrders paid() {
    return (sku, cursor, most) ->
        changes(sku, cursor, most)
            .thenApply(changes ->
                new PaidOrders.Part(
                    changes.stream()
                        .filter(change -> change.state() == OrderState.PAID)
                        .map(Change::order)
                        .toList(),
                    end(changes, cursor),
                    changes.size() == most));
  }

  private CompletionStage<List<Change>> changes(Sku sku, String position, int most) {
    int dash = position.indexOf('-');
    return database.ask(connection ->
        AFTER.rows(
            connection,
            row ->
                new Change(
                    OrderId.parse(row.getString("order_id")),
                    OrderState.valueOf(row.getString("state")),
                    row.getString("position")),
            sku.value(),
            position.substring(0, dash),
            Long.parseLong(position.substring(dash + 1)),
            most));
  }

  private static String end(List<Change> changes, String position) {
    return changes.isEmpty() ? position : changes.getLast().position();
  }
}
