package flashsalelab.lab.audit;

import flashsalelab.lab.audit.SaleLedger.Transition;
import flashsalelab.results.load.ClientOutcome;
import flashsalelab.results.load.HistoryEntry;
import flashsalelab.results.load.SegmentReport;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** A sale that went well, for tests to spoil in one respect each. */
final class Sale {
  private static final String SEGMENT = "peak-rush";

  final List<Transition> transitions = new ArrayList<>();
  final List<HistoryEntry> history = new ArrayList<>();
  final List<String> casualties = new ArrayList<>();
  long supplied = 3;
  long free;
  long perBuyer = 1;
  long scheduledExtra;
  long dropped;
  long latenessUs = 500;
  OptionalLong reservedByEdges = OptionalLong.empty();
  OptionalLong forwarded = OptionalLong.empty();
  boolean edgesSilent;
  boolean balancerSilent;

  /** Three units, four buyers: three are served, one is refused. */
  static Sale ofThreeUnits() {
    var sale = new Sale();
    for (int buyer = 1; buyer <= 3; buyer++) {
      sale.reserve("order-" + buyer, "buyer-" + buyer, "key-" + buyer);
    }
    sale.answer("buyer-4", "key-4", ClientOutcome.SOLD_OUT, "");
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
    history.add(new HistoryEntry(SEGMENT, 0, 1000, buyer, key, outcome, 201, order));
  }

  Evidence evidence() {
    Map<ClientOutcome, Long> outcomes = new EnumMap<>(ClientOutcome.class);
    history.forEach(entry -> outcomes.merge(entry.outcome(), 1L, Long::sum));
    long reserved = outcomes.getOrDefault(ClientOutcome.RESERVED, 0L);
    long uncertain = history.stream().filter(entry -> entry.outcome().mayHaveReserved()).count();
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
            1);
    var system =
        new SystemEvidence(
            casualties,
            history.size(),
            0,
            reserved,
            uncertain,
            edgesSilent ? OptionalLong.empty() : or(reservedByEdges, reserved),
            balancerSilent ? OptionalLong.empty() : or(forwarded, history.size()),
            true);
    return new Evidence(
        new SaleLedger(supplied, perBuyer, free, transitions), history, report, system);
  }

  private static OptionalLong or(OptionalLong value, long fallback) {
    return value.isPresent() ? value : OptionalLong.of(fallback);
  }
}
