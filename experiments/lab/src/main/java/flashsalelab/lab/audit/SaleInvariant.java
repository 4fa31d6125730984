package flashsalelab.lab.audit;

import static flashsalelab.lab.audit.Invariant.Finding.passIf;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;
import static java.util.stream.Collectors.toSet;

import flashsalelab.lab.audit.SaleLedger.Transition;
import flashsalelab.results.load.AudienceReport;
import flashsalelab.results.load.ClientOutcome;
import flashsalelab.results.load.HistoryEntry;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The promises of a sale: each is broken or kept by what the ledger and the clients say. */
public enum SaleInvariant implements Invariant {
  /** Nobody is promised a unit that does not exist. */
  NO_OVERSELL(SaleInvariant::noOversell),

  /** No unit stays free while buyers are turned away; one that is missing is not free. */
  NO_UNDERSELL(SaleInvariant::noUndersell),

  /**
   * supplied = free + held + sold. A crash may take units until it was reconciled, and so may
   * purchases whose outcome is uncertain, each as many as a buyer may have.
   */
  CONSERVATION(SaleInvariant::conservation),

  /**
   * Every order that a client was told of is on record once, as that client's; or not at all, where
   * purchases may be lost with the server that keeps them.
   */
  ACKNOWLEDGED_ONCE(SaleInvariant::acknowledgedOnce),

  /** Every order on record was asked for by a client, and at most once per purchase. */
  NO_ORDER_TWICE(SaleInvariant::noOrderTwice),

  /** Every purchase that was accepted is decided, and as its client was told. */
  EVERY_ACCEPTED_DECIDED(SaleInvariant::everyAcceptedDecided),

  /** Every subscriber is told of every change sooner or later. */
  CHANGES_ARRIVED(SaleInvariant::changesArrived),

  /** No buyer has more units than a buyer may have. */
  PER_BUYER_LIMIT(SaleInvariant::perBuyerLimit),

  /** Every book that a sale is kept in says the same. */
  BOOKS_AGREE(SaleInvariant::booksAgree);

  private final Function<Evidence, Finding> examination;

  SaleInvariant(Function<Evidence, Finding> examination) {
    this.examination = examination;
  }

  @Override
  public Finding examine(Evidence evidence) {
    return examination.apply(evidence);
  }

  @Override
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Finding noOversell(Evidence evidence) {
    SaleLedger ledger = evidence.ledger();
    return passIf(
        ledger.oversold() == 0,
        "%d supplied, %d held, %d sold: %d oversold"
            .formatted(ledger.supplied(), ledger.held(), ledger.sold(), ledger.oversold()));
  }

  private static Finding noUndersell(Evidence evidence) {
    long refused = evidence.count(ClientOutcome.SOLD_OUT);
    long free = evidence.drained().free();
    return passIf(
        refused == 0 || free <= 0,
        "%d buyers were refused, %d units are free".formatted(refused, free));
  }

  private static Finding conservation(Evidence evidence) {
    SaleLedger ledger = evidence.ledger();
    SaleLedger drained = evidence.drained();
    String account =
        "%d supplied, %d free + %d held + %d sold"
            .formatted(ledger.supplied(), ledger.free(), ledger.held(), ledger.sold());
    boolean explained =
        evidence.crash() != null || drained.missing() <= evidence.uncertain() * drained.perBuyer();
    return passIf(
        // Units may be missing for a while. That there are more than supplied is never excused.
        ledger.missing() == 0 && drained.missing() >= 0 && explained,
        evidence.reconciled() == null
            ? account
            : "%s after the reconciliation: %d missing, %d before it, with %d uncertain purchases"
                .formatted(account, ledger.missing(), drained.missing(), evidence.uncertain()));
  }

  private static Finding acknowledgedOnce(Evidence evidence) {
    Map<String, List<Transition>> reserved =
        evidence.ledger().transitions().stream()
            .filter(transition -> transition.state().equals("RESERVED"))
            .collect(groupingBy(Transition::order));
    Set<HistoryEntry> excused = evidence.mayLose() ? Set.copyOf(evidence.lost()) : Set.of();
    List<HistoryEntry> wrong =
        evidence.acknowledged().stream()
            .filter(
                entry -> !isOnRecordOnce(entry, reserved.getOrDefault(entry.order(), List.of())))
            .filter(entry -> !excused.contains(entry))
            .toList();
    return passIf(
        wrong.isEmpty(),
        wrong.isEmpty()
            ? "%d acknowledged, each on record once%s"
                .formatted(
                    evidence.acknowledged().size(),
                    excused.isEmpty() ? "" : " but for %d lost ones".formatted(excused.size()))
            : "%d acknowledged orders are not on record once, %s for instance"
                .formatted(wrong.size(), wrong.getFirst().order()));
  }

  private static boolean isOnRecordOnce(HistoryEntry entry, List<Transition> onRecord) {
    return onRecord.size() == 1
        && onRecord.getFirst().buyer().equals(entry.buyer())
        && onRecord.getFirst().key().equals(entry.key());
  }

  private static Finding noOrderTwice(Evidence evidence) {
    Set<String> asked =
        evidence.history().stream()
            .filter(entry -> entry.wasAccepted() || entry.wasUncertain())
            .map(entry -> entry.buyer() + " " + entry.key())
            .collect(toSet());
    var seen = new HashSet<String>();
    long twice = 0;
    long unasked = 0;
    for (Transition order : evidence.ledger().standing().values()) {
      String purchase = order.buyer() + " " + order.key();
      twice += seen.add(purchase) ? 0 : 1;
      unasked += asked.contains(purchase) ? 0 : 1;
    }
    return passIf(
        twice == 0 && unasked == 0,
        "%d orders on record, %d of a purchase that had one already, %d that no client asked for"
            .formatted(evidence.ledger().standing().size(), twice, unasked));
  }

  private static Finding everyAcceptedDecided(Evidence evidence) {
    Map<String, Transition> standing = evidence.ledger().standing();
    long undecided =
        standing.values().stream().filter(order -> order.state().equals("QUEUED")).count();
    Set<HistoryEntry> excused = evidence.mayLose() ? Set.copyOf(evidence.lost()) : Set.of();
    List<HistoryEntry> queued =
        evidence.history().stream()
            .filter(HistoryEntry::wasQueued)
            .filter(entry -> !excused.contains(entry))
            .toList();
    Set<String> reserved =
        evidence.ledger().transitions().stream()
            .filter(transition -> transition.state().equals("RESERVED"))
            .map(Transition::order)
            .collect(toSet());
    long lost = queued.stream().filter(entry -> !isOf(entry, standing.get(entry.order()))).count();
    long otherwise =
        queued.stream()
            .filter(entry -> entry.outcome() != ClientOutcome.QUEUED)
            .filter(entry ->
                reserved.contains(entry.order()) != (entry.outcome() == ClientOutcome.RESERVED))
            .count();
    return passIf(
        undecided == 0 && lost == 0 && otherwise == 0,
        "%d queued; %d orders are undecided, %d queued ones not on record, %d decided otherwise than told"
            .formatted(queued.size(), undecided, lost, otherwise));
  }

  private static boolean isOf(HistoryEntry entry, @Nullable Transition order) {
    return order != null && order.buyer().equals(entry.buyer()) && order.key().equals(entry.key());
  }

  private static Finding changesArrived(Evidence evidence) {
    AudienceReport audience = evidence.report().audience();
    return audience == null
        ? passIf(true, "nobody was to watch")
        : passIf(
            audience.missed() == 0,
            "%d of %d subscribers were not told of the last of %d changes"
                .formatted(audience.missed(), audience.subscribers(), audience.changes()));
  }

  private static Finding booksAgree(Evidence evidence) {
    List<String> disagreements = evidence.ledger().disagreements();
    return passIf(
        disagreements.isEmpty(),
        disagreements.isEmpty()
            ? "nothing is said otherwise anywhere"
            : String.join("; ", disagreements));
  }

  private static Finding perBuyerLimit(Evidence evidence) {
    SaleLedger ledger = evidence.ledger();
    long most =
        ledger.standing().values().stream()
            .filter(order -> order.state().equals("RESERVED") || order.state().equals("PAID"))
            .collect(groupingBy(Transition::buyer, summingLong(Transition::quantity)))
            .values()
            .stream()
            .mapToLong(Long::longValue)
            .max()
            .orElse(0);
    return passIf(
        most <= ledger.perBuyer(),
        "a buyer has %d units at most, %d are allowed".formatted(most, ledger.perBuyer()));
  }
}
