package flashsalelab.sale.ledger;

import java.util.List;

/**
 * A part of a product's ledger.
 *
 * @param goesOn whether the ledger has the position that it was read from; if not, it has lost what
 *     was read before, and the entries are none
 * @param entries what follows the position, the oldest first
 */
public record LedgerPage(boolean goesOn, List<LedgerEntry> entries) {
  /** Where a ledger begins. */
  public static final String START = "0-0";

  public LedgerPage {
    entries = List.copyOf(entries);
  }
}
