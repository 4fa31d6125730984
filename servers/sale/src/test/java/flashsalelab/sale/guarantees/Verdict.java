package flashsalelab.sale.guarantees;

import java.util.Locale;

/** How a guard comes out of a failure. */
public enum Verdict {
  /** Exactly what was supplied is sold, without anybody's help. */
  PREVENTED,
  /** Units stay unsold, or the stock is wrong, until a reconciliation; nothing is sold twice. */
  REPAIRED,
  /**
   * More is promised than was supplied, a promise is lost, a purchase has two orders, or units are
   * never sold.
   */
  EXPOSED;

  /** As the published table spells it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The worse of two. */
  Verdict or(Verdict other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
