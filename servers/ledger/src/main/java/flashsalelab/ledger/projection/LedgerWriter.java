package flashsalelab.ledger.projection;

import flashsalelab.ledger.database.Rows;
import flashsalelab.ledger.projection.PageRows.Change;
import flashsalelab.sale.ledger.LedgerEntry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** Writes the rows of a page, a statement for each table. */
final class LedgerWriter {
  private final Connection connection;
  private final String sku;

  LedgerWriter(Connection connection, String sku) {
    this.connection = connection;
    this.sku = sku;
  }

  /** Orders first: everything else refers to them. */
  void write(PageRows page) throws SQLException {
    retire(page.retired());
    make(page.made(), Set.copyOf(page.retired()));
    change(page.changed());
    changes(page.changes());
    movements(page.movements());
    payments(page.payments());
    outbox(page.toBePaid());
    refuse(page.refused());
  }

  private void retire(List<String> orders) throws SQLException {
    Rows.run(
        connection,
        "update orders set key_retired = true from unnest(?) as r (id) where orders.id = r.id",
        orders,
        rows -> rows.texts(order -> order));
  }

  private void make(List<PageRows.NewOrder> orders, Set<String> retired) throws SQLException {
    Rows.run(
        connection,
        """
        insert into orders (id, sku, buyer, key, key_retired, quantity, amount, state, reason,
          held_until, receipt, changes, made_at, changed_at)
        select id, ?, buyer, key, retired = 1, quantity, amount, state, reason, %s, receipt,
          changes, %s, %s
        from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) as r (id, buyer, key, retired, quantity,
          amount, state, reason, held_until, receipt, changes, made_at, changed_at)
        """
            .formatted(at("held_until"), at("made_at"), at("changed_at")),
        orders,
        rows ->
            rows.one(sku)
                .texts(order -> order.first().order().toString())
                .texts(order -> order.first().buyer().value())
                .texts(order -> order.first().key().value())
                .integers(order -> retired.contains(order.first().order().toString()) ? 1 : 0)
                .integers(order -> order.first().quantity())
                .numbers(order -> order.first().amount())
                .texts(order -> order.state().name())
                .texts(PageRows.NewOrder::reason)
                .moments(PageRows.NewOrder::heldUntil)
                .texts(PageRows.NewOrder::receipt)
                .integers(PageRows.NewOrder::changes)
                .moments(order -> order.first().at())
                .moments(PageRows.NewOrder::changedAt));
  }

  private void change(List<PageRows.ChangedOrder> orders) throws SQLException {
    Rows.run(
        connection,
        """
        update orders set state = r.state, reason = coalesce(r.reason, orders.reason),
          held_until = coalesce(%s, orders.held_until),
          receipt = case r.receipt when '' then orders.receipt else r.receipt end,
          changes = r.changes, changed_at = %s
        from unnest(?, ?, ?, ?, ?, ?, ?) as r (id, state, reason, held_until, receipt, changes,
          changed_at)
        where orders.id = r.id
        """
            .formatted(at("r.held_until"), at("r.changed_at")),
        orders,
        rows ->
            rows.texts(PageRows.ChangedOrder::order)
                .texts(order -> order.state().name())
                .texts(PageRows.ChangedOrder::reason)
                .moments(PageRows.ChangedOrder::heldUntil)
                .texts(PageRows.ChangedOrder::receipt)
                .integers(PageRows.ChangedOrder::changes)
                .moments(PageRows.ChangedOrder::changedAt));
  }

  private void changes(List<Change> changes) throws SQLException {
    Rows.run(
        connection,
        """
        insert into order_change (order_id, number, sku, state, at, entry)
        select id, number, ?, state, %s, entry
        from unnest(?, ?, ?, ?, ?) with ordinality as r (id, number, state, at, entry, place)
        order by place
        """
            .formatted(at("at")),
        changes,
        rows ->
            rows.one(sku)
                .texts(change -> change.entry().order().toString())
                .integers(Change::number)
                .texts(change -> change.entry().state().name())
                .moments(change -> change.entry().at())
                .texts(change -> change.entry().id()));
  }

  private void movements(List<PageRows.Movement> movements) throws SQLException {
    Rows.run(
        connection,
        """
        insert into stock_movement (sku, kind, units, order_id, free_after, at)
        select ?, kind, units, id, free_after, %s
        from unnest(?, ?, ?, ?, ?) with ordinality as r (id, kind, units, free_after, at, place)
        order by place
        """
            .formatted(at("at")),
        movements,
        rows ->
            rows.one(sku)
                .texts(PageRows.Movement::order)
                .texts(PageRows.Movement::kind)
                .integers(PageRows.Movement::units)
                .integers(PageRows.Movement::freeAfter)
                .moments(PageRows.Movement::at));
  }

  private void payments(List<PageRows.Payment> payments) throws SQLException {
    Rows.run(
        connection,
        """
        insert into payment (order_id, state, amount, at)
        select id, state, amount, %s from unnest(?, ?, ?, ?) as r (id, state, amount, at)
        """
            .formatted(at("at")),
        payments,
        rows ->
            rows.texts(PageRows.Payment::order)
                .texts(PageRows.Payment::state)
                .numbers(PageRows.Payment::amount)
                .moments(PageRows.Payment::at));
  }

  private void outbox(List<LedgerEntry> reserved) throws SQLException {
    Rows.run(
        connection,
        """
        insert into outbox (sku, order_id, created_at)
        select ?, id, %s from unnest(?, ?) with ordinality as r (id, at, place) order by place
        """
            .formatted(at("at")),
        reserved,
        rows -> rows.one(sku).texts(entry -> entry.order().toString()).moments(LedgerEntry::at));
  }

  private void refuse(List<PageRows.Refused> refused) throws SQLException {
    Rows.run(
        connection,
        """
        insert into refused_entry (sku, entry, order_id, state, why)
        select ?, entry, id, state, why from unnest(?, ?, ?, ?) as r (entry, id, state, why)
        on conflict do nothing
        """,
        refused,
        rows ->
            rows.one(sku)
                .texts(row -> row.entry().id())
                .texts(row -> row.entry().order().toString())
                .texts(row -> row.entry().state().name())
                .texts(PageRows.Refused::why));
  }

  private static String at(String column) {
    return "timestamptz 'epoch' + %s * interval '1 millisecond'".formatted(column);
  }
}
