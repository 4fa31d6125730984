package flashsalelab.lab.audit;

/**
 * An edge that was killed while a window was measured.
 *
 * @param end how it ended, in words
 * @param atUs when, in microseconds after the window's start
 * @param ledger what the sale had on record when the window had drained, before anything was
 *     reconciled
 */
public record Crash(String end, long atUs, SaleLedger ledger) {

  /** Units that nobody could buy any more and nobody had. */
  public long undersold() {
    return Math.max(0, ledger.missing());
  }
}
