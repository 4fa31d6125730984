package flashsalelab.ledger.guard;

import flashsalelab.sale.OrderId;
import flashsalelab.sale.Purchase;
import flashsalelab.sale.PurchaseAnswer;
import flashsalelab.sale.PurchaseOutcome;
import flashsalelab.sale.PurchaseRequest;
import flashsalelab.sale.SaleTerms;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A purchase as one transaction: look (key, window, limit, stock); then the claim of the key, the
 * allowance, the order with its history and its payment to be made; and last the units, because
 * other purchases wait for them. What anybody else was quicker with is rolled back, and the
 * purchase begins anew.
 *
 * <p>Rows are locked in the order claim, order, allowance, product or units, and releases lock in
 * the same order, so none waits for another in a circle.
 */
final class PurchaseTransaction {
  /** How often a purchase begins anew because others were quicker. */
  private static final int TRIES = 5;

  private static final Sql RETIRE_KEY =
      new Sql(
          """
          update orders set key_retired = true
          where sku = ? and buyer = ? and key = ? and not key_retired
          """);

  private static final Sql KEEP =
      new Sql(
          """
          insert into claim as known
            (sku, buyer, key, order_id, body, outcome, detail, at, expires_at)
          values (?, ?, ?, ?, ?, ?, ?, ?, ?)
          on conflict (sku, buyer, key) do update set order_id = excluded.order_id,
            body = excluded.body, outcome = excluded.outcome, detail = excluded.detail,
            at = excluded.at, expires_at = excluded.expires_at
            where known.expires_at <= excluded.at
          """);

  private static final Sql RECORD =
      new Sql(
          """
          with allowed as (
            insert into allowance as taken (sku, buyer, units) values (?, ?, ?)
            on conflict (sku, buyer) do update set units = taken.units + excluded.units
              where taken.units + excluded.units <= ?
            returning sku, buyer),
          ordered as (
            insert into orders
              (id, sku, buyer, key, quantity, amount, state, held_until, changes, made_at,
                changed_at)
            select ?, sku, buyer, ?, ?, ?, 'RESERVED', ?, 1, ?, ? from allowed
            returning id, sku, made_at),
          changed as (
            insert into order_change (order_id, number, sku, state, at)
            select id, 1, sku, 'RESERVED', made_at from ordered)
          insert into outbox (sku, order_id, created_at) select sku, id, made_at from ordered
          """);

  private final Stock stock;
  private final Sql look;
  private final SaleTerms terms;

  PurchaseTransaction(Stock stock, SaleTerms terms) {
    this.stock = stock;
    this.look = Look.statement(stock);
    this.terms = terms;
  }

  /** Decides a purchase, or tells how it was decided; the caller commits. */
  PurchaseAnswer decide(Connection connection, PurchaseRequest request) throws SQLException {
    for (int i = 0; i < TRIES; i++) {
      Optional<PurchaseAnswer> answer = attempt(connection, request);
      if (answer.isPresent()) {
        return answer.get();
      }
      connection.rollback();
    }
    return new PurchaseAnswer.Unavailable();
  }

  /** An answer to be committed; empty if somebody else was quicker. */
  private Optional<PurchaseAnswer> attempt(Connection connection, PurchaseRequest request)
      throws SQLException {
    Purchase purchase = request.purchase();
    Optional<Look> found = Look.at(connection, look, purchase);
    if (found.isEmpty()) {
      return Optional.of(new PurchaseAnswer.NoSuchProduct(purchase.sku()));
    }
    Look seen = found.get();
    Optional<PurchaseAnswer> known = seen.known(request);
    if (known.isPresent()) {
      return known;
    }
    Optional<PurchaseOutcome> refusal = seen.refusal(purchase);
    return refusal.isPresent()
        ? kept(connection, request, refusal.get(), seen)
        : reserved(connection, request, seen);
  }

  /** The order that an earlier life of the key stands for is let go of after the claim is held. */
  private Optional<PurchaseAnswer> kept(
      Connection connection, PurchaseRequest request, PurchaseOutcome outcome, Look seen)
      throws SQLException {
    Purchase purchase = request.purchase();
    Claimed claimed = Claimed.of(outcome);
    Instant at = seen.at();
    int kept =
        KEEP.change(
            connection,
            purchase.sku().value(),
            purchase.buyer().value(),
            purchase.key().value(),
            request.order().toString(),
            purchase.fingerprint(),
            claimed.outcome(),
            claimed.detail(),
            at,
            at.plus(life(outcome, at)));
    if (kept == 0) {
      return Optional.empty();
    }
    if (seen.claim().isPresent()) {
      RETIRE_KEY.change(
          connection, purchase.sku().value(), purchase.buyer().value(), purchase.key().value());
    }
    return Optional.of(new PurchaseAnswer.Decided(outcome, false));
  }

  private Duration life(PurchaseOutcome outcome, Instant at) {
    if (outcome instanceof PurchaseOutcome.SaleNotOpen(Instant opensAt)) {
      Duration untilOpen = Duration.between(at, opensAt);
      return untilOpen.compareTo(terms.idempotency()) < 0 ? untilOpen : terms.idempotency();
    }
    return terms.idempotency();
  }

  private Optional<PurchaseAnswer> reserved(
      Connection connection, PurchaseRequest request, Look seen) throws SQLException {
    Purchase purchase = request.purchase();
    OrderId order = request.order();
    Instant heldUntil = seen.at().plus(terms.hold());
    Optional<PurchaseAnswer> answer =
        kept(connection, request, new PurchaseOutcome.Reserved(order, seen.at(), heldUntil), seen);
    if (answer.isEmpty() || !recorded(connection, request, seen, heldUntil)) {
      return Optional.empty();
    }
    return switch (stock.take(connection, new Stock.Units(order, purchase.quantity(), seen.at()))) {
      case ALL -> answer;
      case TOO_FEW -> Optional.empty();
      case OUTRUN -> {
        connection.rollback();
        yield Optional.of(new PurchaseAnswer.Unavailable());
      }
    };
  }

  private static boolean recorded(
      Connection connection, PurchaseRequest request, Look seen, Instant heldUntil)
      throws SQLException {
    Purchase purchase = request.purchase();
    int quantity = purchase.quantity();
    return RECORD.change(
            connection,
            purchase.sku().value(),
            purchase.buyer().value(),
            quantity,
            seen.perBuyer(),
            request.order().toString(),
            purchase.key().value(),
            quantity,
            seen.price() * quantity,
            heldUntil,
            seen.at(),
            seen.at())
        == 1;
  }
}
