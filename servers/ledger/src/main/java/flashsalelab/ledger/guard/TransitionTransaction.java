package flashsalelab.ledger.guard;

import flashsalelab.sale.OrderChange;
import flashsalelab.sale.OrderId;
import flashsalelab.sale.OrderState;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A transition of an order as one transaction: conditional, effective once, and asked for again it
 * tells the same. With the order's state change its history, the money that came or went, and where
 * its units are.
 */
final class TransitionTransaction {
  private static final Sql LOCK =
      new Sql(
          """
          select buyer, quantity, state, held_until, amount,
            date_trunc('milliseconds', clock_timestamp()) as now
          from orders where id = ? for no key update
          """);

  private static final Sql CHANGE =
      new Sql(
          """
          with changed as (
            update orders set state = ?, changes = changes + 1, changed_at = ?
            where id = ? returning id, sku, changes, state, changed_at)
          insert into order_change (order_id, number, sku, state, at)
          select id, changes, sku, state, changed_at from changed
          """);

  private static final Sql ALLOW =
      new Sql("update allowance set units = units - ? where sku = ? and buyer = ?");

  private static final Sql PAYMENT =
      new Sql("insert into payment (order_id, state, amount, at) values (?, ?, ?, ?)");

  private static final Sql CHARGING =
      new Sql(
          """
          update orders set charging_at = coalesce(charging_at, clock_timestamp())
          where id = ? and state = 'RESERVED' and held_until > clock_timestamp()
          """);

  private final Stock stock;

  /**
   * @param stock how units are kept
   */
  TransitionTransaction(Stock stock) {
    this.stock = stock;
  }

  /** An order as it stands; its row is locked. */
  private record Standing(
      String buyer,
      int quantity,
      OrderState state,
      @Nullable Instant heldUntil,
      long amount,
      Instant now) {

    boolean holdIsOver() {
      return heldUntil != null && !now.isBefore(heldUntil);
    }

    boolean mayBecome(OrderState to) {
      return state.next().contains(to)
          && !(to == OrderState.EXPIRED && !holdIsOver())
          && !(to == OrderState.PAID && holdIsOver());
    }
  }

  /** Brings an order to a state; the caller commits. */
  OrderChange change(Connection connection, OrderId id, OrderState to) throws SQLException {
    Optional<Standing> found = standing(connection, id);
    if (found.isEmpty()) {
      return new OrderChange.NoSuchOrder();
    }
    Standing is = found.get();
    if (is.state() == OrderState.QUEUED) {
      return new OrderChange.Undecided();
    }
    if (is.state() == to) {
      return new OrderChange.Done(to);
    }
    if (!is.mayBecome(to)) {
      return new OrderChange.Refused(is.state());
    }
    CHANGE.change(connection, to.name(), is.now(), id.toString());
    follow(connection, id, is, to);
    return new OrderChange.Done(to);
  }

  private void follow(Connection connection, OrderId id, Standing is, OrderState to)
      throws SQLException {
    Stock.Units units = new Stock.Units(id, is.quantity(), is.now());
    switch (to) {
      case PAID -> {
        PAYMENT.change(connection, id.toString(), "CAPTURED", is.amount(), is.now());
        stock.sell(connection, units);
      }
      case REFUNDED -> PAYMENT.change(connection, id.toString(), "REFUNDED", is.amount(), is.now());
      case PAYMENT_FAILED, EXPIRED, CANCELLED -> {
        ALLOW.change(connection, is.quantity(), id.sku().value(), is.buyer());
        stock.giveBack(connection, units);
      }
      case QUEUED, RESERVED, REJECTED ->
          throw new IllegalArgumentException("order %s cannot become %s here".formatted(id, to));
    }
  }

  /** Marks a reserved order as being charged, while its hold lasts; the caller commits. */
  OrderChange charging(Connection connection, OrderId id) throws SQLException {
    if (CHARGING.change(connection, id.toString()) == 1) {
      return new OrderChange.Done(OrderState.RESERVED);
    }
    return standing(connection, id)
        .<OrderChange>map(is ->
            is.state() == OrderState.QUEUED
                ? new OrderChange.Undecided()
                : new OrderChange.Refused(is.state()))
        .orElseGet(OrderChange.NoSuchOrder::new);
  }

  private static Optional<Standing> standing(Connection connection, OrderId id)
      throws SQLException {
    return LOCK.row(
        connection,
        row ->
            new Standing(
                row.getString("buyer"),
                row.getInt("quantity"),
                OrderState.valueOf(row.getString("state")),
                Sql.momentOrNull(row, "held_until"),
                row.getLong("amount"),
                Sql.moment(row, "now")),
        id.toString());
  }
}
