package flashsalelab.results;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The audit of one product after one measured window: an element of {@code audit.json}.
 *
 * @param sku the product
 * @param safety of all checks together
 * @param supplied units ever put on sale
 * @param free units still for sale
 * @param held units of orders that are reserved
 * @param sold units of orders that are paid
 * @param oversold units promised beyond the supply
 * @param undersold units left free though buyers were refused, or lost to sale by a crash
 * @param unrecovered units lost by the crash that a reconciliation did not bring back; absent where
 *     no edge was killed
 * @param acknowledged purchases that clients were told are reserved
 * @param checks every invariant, and what was found
 */
public record AuditEntry(
    String experiment,
    String load,
    String phase,
    String variant,
    int round,
    String sku,
    Safety safety,
    long supplied,
    long free,
    long held,
    long sold,
    long oversold,
    long undersold,
    @Nullable Long unrecovered,
    long acknowledged,
    List<Check> checks) {
  public AuditEntry {
    checks = List.copyOf(checks);
  }

  /**
   * One invariant.
   *
   * @param invariant its name
   * @param safety whether it held
   * @param detail the figures behind it, in words
   */
  public record Check(String invariant, Safety safety, String detail) {}
}
