package flashsalelab.lab.audit;

import flashsalelab.lab.audit.SaleLedger.Transition;
import flashsalelab.results.load.AudienceReport;
import flashsalelab.results.load.ClientOutcome;
import flashsalelab.results.load.HistoryEntry;
import flashsalelab.results.load.SegmentReport;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A sale that went well, for tests to spoil in one respect each. */
final class Sale {
  private static final String SEGMENT = "peak-rush";

  /**
   * Every answer comes after 1000 us; this is after all of them but the one of the refused buyer.
   */
  static final long CRASH_US = 1_500;

  final List<Transition> transitions = new ArrayList<>();
  final List<HistoryEntry> history = new ArrayList<>();
  final List<String> casualties = new ArrayList<>();
  final List<String> disagreements = new ArrayList<>();
  long supplied = 3;
  long free;
  long perBuyer = 1;
  long scheduledExtra;
  long dropped;
  long latenessUs = 500;
  OptionalLong acceptedByEdges = OptionalLong.empty();
  OptionalLong forwarded = OptionalLong.empty();
  boolean edgesSilent;
  boolean balancerSilent;
  boolean mayLose;
  @Nullable Crash crash;
  @Nullable SaleLedger drained;
  @Nullable AudienceReport audience;

  /** Three units, four buyers: three are served, one is refused. */
  static Sale ofThreeUnits() {
    var sale = new Sale();
    for (int buyer = 1; buyer <= 3; buyer++) {
      sale.reserve("order-" + buyer, "buyer-" + buyer, "key-" + buyer);
    }
    sale.answer("buyer-4", "key-4", ClientOutcome.SOLD_OUT, "", 2_000);
    return sale;
  }

  void reserve(String order, String buyer, String key) {
    onRecord(order, buyer, key, "RESERVED");
    answer(buyer, key, ClientOutcome.RESERVED, order);
  }

  void onRecord(String order, String buyer, String key, String state) {
    transitions.add(new Transition(order, buyer, key, 1, state));
  }

  void answer(String buyer, String key, ClientOutcome outcome, String order) {
    answer(buyer, key, outcome, order, 1_000);
  }

  private void answer(
      String buyer, String key, ClientOutcome outcome, String order, long latencyUs) {
    history.add(
        new HistoryEntry(SEGMENT, 0, latencyUs, latencyUs, buyer, key, outcome, 201, order));
  }

  /** A purchase that was accepted, and decided later as its client learned. */
  void queue(String order, String buyer, String key, ClientOutcome outcome) {
    onRecord(order, buyer, key, "QUEUED");
    if (outcome != ClientOutcome.QUEUED) {
      onRecord(order, buyer, key, outcome == ClientOutcome.RESERVED ? "RESERVED" : "REJECTED");
    }
    accepted(order, buyer, key, outcome);
  }

  void accepted(String order, String buyer, String key, ClientOutcome outcome) {
    history.add(new HistoryEntry(SEGMENT, 0, 1_000, 200, buyer, key, outcome, 202, order));
  }

  /** Three units, four buyers, all of them queued: three are served, one is refused. */
  static Sale ofThreeUnitsQueued() {
    var sale = new Sale();
    for (int buyer = 1; buyer <= 3; buyer++) {
      sale.queue("order-" + buyer, "buyer-" + buyer, "key-" + buyer, ClientOutcome.RESERVED);
    }
    sale.queue("order-4", "buyer-4", "key-4", ClientOutcome.SOLD_OUT);
    return sale;
  }

  /** The same as {@link #ofThreeUnits}, watched by two who were told of everything. */
  static Sale watched() {
    Sale sale = ofThreeUnits();
    sale.audience = new AudienceReport(2, 2, 3, 0, 6, 0, 0, 5);
    return sale;
  }

  Evidence evidence() {
    Map<ClientOutcome, Long> outcomes = new EnumMap<>(ClientOutcome.class);
    history.forEach(entry -> outcomes.merge(entry.outcome(), 1L, Long::sum));
    long accepted = history.stream().filter(HistoryEntry::wasAccepted).count();
    long uncertain = history.stream().filter(HistoryEntry::wasUncertain).count();
    var report =
        new SegmentReport(
            SEGMENT,
            0,
            0,
            history.size() + scheduledExtra + dropped,
            history.size(),
            outcomes,
            dropped,
            latenessUs,
            latenessUs,
            0,
            1,
            0,
            0,
            audience);
    var system =
        new SystemEvidence(
            casualties,
            history.size(),
            0,
            accepted,
            uncertain,
            edgesSilent ? OptionalLong.empty() : or(acceptedByEdges, accepted),
            balancerSilent ? OptionalLong.empty() : or(forwarded, history.size()),
            true);
    SaleLedger present = ledger();
    return new Evidence(
        drained == null ? present : drained,
        drained == null ? null : present,
        history,
        report,
        system,
        crash,
        mayLose);
  }

  /** The same, of which so many units were missing until they were reconciled. */
  static Sale withCrash(long missing) {
    Sale sale = ofThreeUnits();
    sale.supplied = 3 + missing;
    sale.crashedAt(CRASH_US);
    sale.drained();
    sale.free = missing;
    return sale;
  }

  /**
   * A purchase of which its client does not know what became, and so many units that were missing
   * until they were reconciled.
   */
  static Sale withUncertain(long missing) {
    Sale sale = ofThreeUnits();
    sale.answer("buyer-5", "key-5", ClientOutcome.UNKNOWN, "order-5");
    sale.supplied = 3 + missing;
    sale.drained();
    sale.free = missing;
    return sale;
  }

  /** What stands on record now is what stood there when the window had drained. */
  void drained() {
    drained = ledger();
  }

  void crashedAt(long atUs) {
    crash = new Crash(Crash.Part.EDGE, "edge-2 ended with exit code 137 (signal 9)", atUs);
  }

  /**
   * Three units, three buyers. The server that keeps the sale was killed, and an order that was
   * acknowledged is gone with it.
   */
  static Sale withLoss() {
    Sale sale = ofThreeUnits();
    sale.history.removeLast();
    sale.crash = new Crash(Crash.Part.STORE, "redis ended with exit code 137 (signal 9)", CRASH_US);
    sale.transitions.removeIf(transition -> transition.order().equals("order-3"));
    sale.free = 1;
    return sale;
  }

  private SaleLedger ledger() {
    return new SaleLedger(supplied, perBuyer, free, transitions, disagreements);
  }

  private static OptionalLong or(OptionalLong value, long fallback) {
    return value.isPresent() ? value : OptionalLong.of(fallback);
  }
}
