package flashsalelab.lab.audit;

import flashsalelab.results.load.ClientOutcome;
import flashsalelab.results.load.HistoryEntry;
import flashsalelab.results.load.SegmentReport;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything the auditor looks at after one measured window: one product, and the system around it.
 *
 * @param drained what the sale had on record of the product when the window had drained
 * @param reconciled what it had once it was reconciled, or null if it was not
 * @param history every purchase of it, as the clients saw them
 * @param report what the generator says of the window
 * @param system what holds for the whole deployment
 * @param crash what was killed in this window, or null
 * @param mayLose whether purchases may be lost with the server that keeps them
 */
public record Evidence(
    SaleLedger drained,
    @Nullable SaleLedger reconciled,
    List<HistoryEntry> history,
    SegmentReport report,
    SystemEvidence system,
    @Nullable Crash crash,
    boolean mayLose) {
  public Evidence {
    history = List.copyOf(history);
  }

  /** What the sale has on record in the end. */
  public SaleLedger ledger() {
    return reconciled == null ? drained : reconciled;
  }

  /** Units that were to be had by nobody when the window had drained, though buyers came. */
  public long undersold() {
    long refusedAlthoughFree = count(ClientOutcome.SOLD_OUT) > 0 ? Math.max(0, drained.free()) : 0;
    return refusedAlthoughFree + Math.max(0, drained.missing());
  }

  /** Units that the reconciliation did not bring back; null where there was none. */
  public @Nullable Long unrecovered() {
    return reconciled == null ? null : Math.max(0, reconciled.missing());
  }

  /** Purchases of which no client knows, so far, what became of them. */
  public long uncertain() {
    return history.stream().filter(HistoryEntry::wasUncertain).count();
  }

  /** Purchases that ended so. */
  public long count(ClientOutcome outcome) {
    return history.stream().filter(entry -> entry.outcome() == outcome).count();
  }

  /** Purchases that were accepted, as their clients know, and of which nothing is on record. */
  public List<HistoryEntry> lost() {
    Set<String> onRecord = ledger().standing().keySet();
    return history.stream()
        .filter(HistoryEntry::wasAccepted)
        .filter(entry -> !onRecord.contains(entry.order()))
        .toList();
  }

  /** Purchases of which clients were told that they are reserved. */
  public List<HistoryEntry> acknowledged() {
    return history.stream().filter(entry -> entry.outcome() == ClientOutcome.RESERVED).toList();
  }
}
