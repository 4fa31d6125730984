package flashsalelab.ledger.guard;

import flashsalelab.sale.OrderId;
import flashsalelab.sale.PurchaseOutcome;
import java.time.Instant;

/**
 * An outcome as the table {@code claim} keeps it for its key.
 *
 * @param outcome its name
 * @param detail what else it tells: a moment in epoch milliseconds, or a limit
 */
record Claimed(String outcome, String detail) {

  /**
   * What is kept of an outcome.
   *
   * @throws IllegalArgumentException if it is none that is decided
   */
  static Claimed of(PurchaseOutcome outcome) {
    return switch (outcome) {
      case PurchaseOutcome.Reserved reserved ->
          new Claimed("reserved", millis(reserved.heldUntil()));
      case PurchaseOutcome.SoldOut soldOut -> new Claimed("sold_out", "");
      case PurchaseOutcome.LimitReached limit ->
          new Claimed("limit_reached", Integer.toString(limit.perBuyer()));
      case PurchaseOutcome.SaleNotOpen notOpen ->
          new Claimed("sale_not_open", millis(notOpen.opensAt()));
      case PurchaseOutcome.SaleClosed closed ->
          new Claimed("sale_closed", millis(closed.closedAt()));
      case PurchaseOutcome.Queued queued -> throw undecided(outcome);
      case PurchaseOutcome.Unknown unknown -> throw undecided(outcome);
    };
  }

  private static IllegalArgumentException undecided(PurchaseOutcome outcome) {
    return new IllegalArgumentException(outcome + " is not decided");
  }

  /**
   * The outcome.
   *
   * @param order whose key it is
   * @param at when it was decided
   */
  PurchaseOutcome outcome(OrderId order, Instant at) {
    return switch (outcome) {
      case "reserved" -> new PurchaseOutcome.Reserved(order, at, moment());
      case "sold_out" -> new PurchaseOutcome.SoldOut();
      case "limit_reached" -> new PurchaseOutcome.LimitReached(Integer.parseInt(detail));
      case "sale_not_open" -> new PurchaseOutcome.SaleNotOpen(moment());
      case "sale_closed" -> new PurchaseOutcome.SaleClosed(moment());
      default -> throw new IllegalStateException("order " + order + " has the outcome " + outcome);
    };
  }

  private static String millis(Instant moment) {
    return Long.toString(moment.toEpochMilli());
  }

  private Instant moment() {
    return Instant.ofEpochMilli(Long.parseLong(detail));
  }
}
