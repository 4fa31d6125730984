package flashsalelab.ledger.projection;

import flashsalelab.sale.OrderState;
import flashsalelab.sale.ledger.LedgerEntry;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a page of a product's ledger adds to the tables. */
record PageRows(
    Stock stock,
    List<NewOrder> made,
    List<ChangedOrder> changed,
    List<Change> changes,
    List<Movement> movements,
    List<Payment> payments,
    List<LedgerEntry> toBePaid,
    List<String> retired,
    List<Refused> refused) {

  /** An order that the ledger did not have, in the state that it has at the end of the page. */
  record NewOrder(
      LedgerEntry first,
      OrderState state,
      @Nullable String reason,
      @Nullable Instant heldUntil,
      String receipt,
      int changes,
      Instant changedAt) {}

  /** An order that the ledger had, in the state that it has at the end of the page. */
  record ChangedOrder(
      String order,
      OrderState state,
      @Nullable String reason,
      @Nullable Instant heldUntil,
      String receipt,
      int changes,
      Instant changedAt) {}

  /** A transition, numbered within its order. */
  record Change(LedgerEntry entry, int number) {}

  /** Units that came off sale or went back. */
  record Movement(String order, String kind, int units, int freeAfter, Instant at) {}

  /** Money that came in or was given back. */
  record Payment(String order, String state, long amount, Instant at) {}

  /** An entry that contradicts the ledger. */
  record Refused(LedgerEntry entry, String why) {}
}
