package flashsalelab.ledger.guard;

import flashsalelab.sale.OrderId;
import flashsalelab.sale.Purchase;
import flashsalelab.sale.PurchaseAnswer;
import flashsalelab.sale.PurchaseOutcome;
import flashsalelab.sale.PurchaseRequest;
import flashsalelab.sale.SaleState;
import flashsalelab.sale.SaleWindow;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a purchase finds before it changes anything: one statement that locks nothing, so a product
 * that is sold out is only read.
 *
 * @param at the database's moment, at which all of it was true
 * @param price of a unit, in minor units
 * @param taken units of the buyer's allowance that are taken
 * @param enough whether as many units are free as are asked for
 * @param claim what the key stands for; absent if for nothing
 */
record Look(
    Instant at,
    SaleWindow window,
    long price,
    int perBuyer,
    int taken,
    boolean enough,
    Optional<Claim> claim) {

  /**
   * What a key stands for.
   *
   * @param body what was asked for with it
   * @param until how long it is kept
   */
  record Claim(OrderId order, String body, Claimed claimed, Instant decidedAt, Instant until) {}

  /**
   * The statement that looks.
   *
   * @param stock how units are kept
   */
  static Sql statement(Stock stock) {
    return new Sql(
        """
        select date_trunc('milliseconds', clock_timestamp()) as now,
          p.opens_at, p.closes_at, p.price, p.per_buyer, coalesce(a.units, 0) as taken,
          %s as enough, c.order_id, c.body, c.outcome, c.at, c.detail, c.expires_at
        from product p
        left join allowance a on a.sku = p.sku and a.buyer = ?
        left join claim c on c.sku = p.sku and c.buyer = ? and c.key = ?
        where p.sku = ?
        """
            .formatted(stock.moreAreFree()));
  }

  /** Looks; empty if there is no such product. */
  static Optional<Look> at(Connection connection, Sql statement, Purchase purchase)
      throws SQLException {
    return statement.row(
        connection,
        Look::read,
        purchase.quantity() - 1,
        purchase.buyer().value(),
        purchase.buyer().value(),
        purchase.key().value(),
        purchase.sku().value());
  }

  private static Look read(ResultSet row) throws SQLException {
    return new Look(
        Sql.moment(row, "now"),
        new SaleWindow(Sql.momentOrNull(row, "opens_at"), Sql.momentOrNull(row, "closes_at")),
        row.getLong("price"),
        row.getInt("per_buyer"),
        row.getInt("taken"),
        row.getBoolean("enough"),
        claim(row));
  }

  private static Optional<Claim> claim(ResultSet row) throws SQLException {
    @Nullable String order = row.getString("order_id");
    return order == null
        ? Optional.empty()
        : Optional.of(
            new Claim(
                OrderId.parse(order),
                row.getString("body"),
                new Claimed(row.getString("outcome"), row.getString("detail")),
                Sql.moment(row, "at"),
                Sql.moment(row, "expires_at")));
  }

  /** What the key answers to a purchase; empty if it stands for nothing, or not any more. */
  Optional<PurchaseAnswer> known(PurchaseRequest request) {
    return claim
        .filter(known -> known.until().isAfter(at))
        .map(known ->
            known.body().equals(request.purchase().fingerprint())
                ? new PurchaseAnswer.Decided(
                    known.claimed().outcome(known.order(), known.decidedAt()),
                    !known.order().equals(request.order()))
                : new PurchaseAnswer.KeyReused());
  }

  /** Why the purchase is refused; empty if it is not. */
  Optional<PurchaseOutcome> refusal(Purchase purchase) {
    SaleState state = window.stateAt(at);
    Instant opensAt = window.opensAt();
    Instant closesAt = window.closesAt();
    if (state == SaleState.NOT_OPEN && opensAt != null) {
      return Optional.of(new PurchaseOutcome.SaleNotOpen(opensAt));
    }
    if (state == SaleState.CLOSED && closesAt != null) {
      return Optional.of(new PurchaseOutcome.SaleClosed(closesAt));
    }
    if (taken + purchase.quantity() > perBuyer) {
      return Optional.of(new PurchaseOutcome.LimitReached(perBuyer));
    }
    return enough ? Optional.empty() : Optional.of(new PurchaseOutcome.SoldOut());
  }
}
