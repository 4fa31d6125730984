package flashsalelab.lab.audit;

import flashsalelab.results.load.ClientOutcome;
import flashsalelab.results.load.HistoryEntry;
import flashsalelab.results.load.SegmentReport;
import java.util.List;

/**
 * Everything the auditor looks at after one measured window: one product, and the system around it.
 *
 * @param ledger what the sale has on record of the product
 * @param history every purchase of it, as the clients saw them
 * @param report what the generator says of the window
 * @param system what holds for the whole deployment
 */
public record Evidence(
    SaleLedger ledger, List<HistoryEntry> history, SegmentReport report, SystemEvidence system) {
  public Evidence {
    history = List.copyOf(history);
  }

  /** Purchases that ended so. */
  public long count(ClientOutcome outcome) {
    return history.stream().filter(entry -> entry.outcome() == outcome).count();
  }

  /** Purchases of which clients were told that they are reserved. */
  public List<HistoryEntry> acknowledged() {
    return history.stream().filter(entry -> entry.outcome() == ClientOutcome.RESERVED).toList();
  }
}
