package flashsalelab.ledger.projection;

import flashsalelab.ledger.projection.PageRows.Change;
import flashsalelab.ledger.projection.PageRows.ChangedOrder;
import flashsalelab.ledger.projection.PageRows.Movement;
import flashsalelab.ledger.projection.PageRows.NewOrder;
import flashsalelab.ledger.projection.PageRows.Payment;
import flashsalelab.ledger.projection.PageRows.Refused;
import flashsalelab.sale.OrderState;
import flashsalelab.sale.ledger.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes rows of the entries of one page, one after the other, upon what the ledger has. An entry
 * that contradicts it is refused and changes nothing: an order that was never made, a transition
 * that does not exist, units that are not free, a key that stands for another order.
 */
final class PageFolding {
  private final Duration keyLife;
  private final Map<String, KnownOrder> known;
  private final Map<KeyOwner.Key, KeyOwner> owners;
  private final Map<String, Standing> standings = new LinkedHashMap<>();
  private final List<Change> changes = new ArrayList<>();
  private final List<Movement> movements = new ArrayList<>();
  private final List<Payment> payments = new ArrayList<>();
  private final List<LedgerEntry> toBePaid = new ArrayList<>();
  private final List<String> retired = new ArrayList<>();
  private final List<Refused> refused = new ArrayList<>();
  private Stock stock;

  /** An order while the page is read. */
  private static final class Standing {
    private final Optional<LedgerEntry> first;
    private final int quantity;
    private final long amount;
    private OrderState state;
    private int changes;
    private @Nullable String reason;
    private @Nullable Instant heldUntil;
    private String receipt = "";
    private Instant changedAt = Instant.EPOCH;

    Standing(LedgerEntry first) {
      this.first = Optional.of(first);
      this.quantity = first.quantity();
      this.amount = first.amount();
      this.state = first.state();
    }

    Standing(KnownOrder known) {
      this.first = Optional.empty();
      this.quantity = known.quantity();
      this.amount = known.amount();
      this.state = known.state();
      this.changes = known.changes();
    }

    void take(LedgerEntry entry) {
      state = entry.state();
      changes++;
      changedAt = entry.at();
      if (entry.reason() != null) {
        reason = entry.reason();
      }
      if (entry.heldUntil() != null) {
        heldUntil = entry.heldUntil();
      }
      if (!entry.receipt().isEmpty()) {
        receipt = entry.receipt();
      }
    }

    NewOrder made(LedgerEntry entry) {
      return new NewOrder(entry, state, reason, heldUntil, receipt, changes, changedAt);
    }

    ChangedOrder changed(String order) {
      return new ChangedOrder(order, state, reason, heldUntil, receipt, changes, changedAt);
    }
  }

  private PageFolding(
      Duration keyLife,
      Stock stock,
      Map<String, KnownOrder> known,
      Map<KeyOwner.Key, KeyOwner> owners) {
    this.keyLife = keyLife;
    this.stock = stock;
    this.known = known;
    this.owners = new HashMap<>(owners);
  }

  /**
   * Folds a page.
   *
   * @param keyLife for how long a key stands for its order
   * @param stock before the page
   * @param known the orders of the page that the ledger has
   * @param owners which order each key of the page stands for, where the ledger has one
   */
  static PageRows fold(
      Duration keyLife,
      Stock stock,
      Map<String, KnownOrder> known,
      Map<KeyOwner.Key, KeyOwner> owners,
      List<LedgerEntry> entries) {
    PageFolding folding = new PageFolding(keyLife, stock, known, owners);
    entries.forEach(folding::enter);
    return folding.rows();
  }

  private void enter(LedgerEntry entry) {
    String order = entry.order().toString();
    Standing standing = standings.get(order);
    KnownOrder before = known.get(order);
    if (standing == null && before != null) {
      standing = new Standing(before);
    }
    Optional<String> objection =
        standing == null ? objectionToNew(entry) : objection(standing, entry);
    if (objection.isPresent()) {
      refused.add(new Refused(entry, objection.get()));
      return;
    }
    if (standing == null) {
      claimKey(entry);
      standing = new Standing(entry);
    }
    standings.put(order, standing);
    standing.take(entry);
    changes.add(new Change(entry, standing.changes));
    account(standing, entry, order);
  }

  private Optional<String> objectionToNew(LedgerEntry entry) {
    if (!OrderState.initial().contains(entry.state())) {
      return Optional.of("the ledger has no such order");
    }
    KeyOwner owner = owners.get(key(entry));
    if (owner != null && entry.at().isBefore(owner.madeAt().plus(keyLife))) {
      return Optional.of("its key stands for order " + owner.order());
    }
    return shortage(entry, entry.quantity());
  }

  private Optional<String> objection(Standing standing, LedgerEntry entry) {
    return standing.state.next().contains(entry.state())
        ? shortage(entry, standing.quantity)
        : Optional.of("the order is " + standing.state);
  }

  private Optional<String> shortage(LedgerEntry entry, int quantity) {
    return entry.state() == OrderState.RESERVED && quantity > stock.free()
        ? Optional.of("%d are wanted, %d are free".formatted(quantity, stock.free()))
        : Optional.empty();
  }

  private void claimKey(LedgerEntry entry) {
    KeyOwner before = owners.put(key(entry), new KeyOwner(entry.order().toString(), entry.at()));
    if (before != null) {
      retired.add(before.order());
    }
  }

  static KeyOwner.Key key(LedgerEntry entry) {
    return new KeyOwner.Key(entry.buyer().value(), entry.key().value());
  }

  private void account(Standing standing, LedgerEntry entry, String order) {
    int quantity = standing.quantity;
    switch (entry.state()) {
      case RESERVED -> {
        stock = stock.reserved(quantity);
        movements.add(new Movement(order, "RESERVED", -quantity, stock.free(), entry.at()));
        toBePaid.add(entry);
      }
      case PAID -> {
        stock = stock.paid(quantity);
        payments.add(new Payment(order, "CAPTURED", standing.amount, entry.at()));
      }
      case PAYMENT_FAILED, EXPIRED, CANCELLED -> {
        stock = stock.released(quantity);
        movements.add(new Movement(order, "RELEASED", quantity, stock.free(), entry.at()));
      }
      case REFUNDED -> payments.add(new Payment(order, "REFUNDED", standing.amount, entry.at()));
      case QUEUED, REJECTED -> {
        // No units and no money.
      }
    }
  }

  private PageRows rows() {
    List<NewOrder> made = new ArrayList<>();
    List<ChangedOrder> changed = new ArrayList<>();
    standings.forEach((order, standing) ->
        standing.first.ifPresentOrElse(
            first -> made.add(standing.made(first)), () -> changed.add(standing.changed(order))));
    return new PageRows(
        stock, made, changed, changes, movements, payments, toBePaid, retired, refused);
  }
}
