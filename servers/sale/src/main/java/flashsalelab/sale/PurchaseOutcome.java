package flashsalelab.sale;

import java.time.Instant;

/** How a purchase stands. Every outcome is normal: none is an exception. */
public sealed interface PurchaseOutcome {

  /**
   * The units are held for the buyer.
   *
   * @param at when they were reserved
   * @param heldUntil until when they are held
   */
  record Reserved(OrderId order, Instant at, Instant heldUntil) implements PurchaseOutcome {}

  /** Fewer units are free than were asked for. */
  record SoldOut() implements PurchaseOutcome {}

  /** With these units the buyer would have more than {@code perBuyer}. */
  record LimitReached(int perBuyer) implements PurchaseOutcome {}

  /** The sale opens later. The answer is kept for the key no longer than until then. */
  record SaleNotOpen(Instant opensAt) implements PurchaseOutcome {}

  /** The sale is over. */
  record SaleClosed(Instant closedAt) implements PurchaseOutcome {}

  /** Accepted for good; a worker decides it. */
  record Queued(OrderId order) implements PurchaseOutcome {}

  /**
   * Not known: a reply was lost or is still on its way. A unit may be held; it is never given back
   * because of that. The same key asks again.
   */
  record Unknown(OrderId order) implements PurchaseOutcome {}
}
