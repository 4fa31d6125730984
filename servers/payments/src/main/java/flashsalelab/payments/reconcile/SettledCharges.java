package flashsalelab.payments.reconcile;

import java.util.BitSet;

/**
 * The charges of a ledger that are settled for good, so that they need not be looked at again: all
 * up to a number, and some behind it. What is too far behind is not remembered, and looked at
 * again.
 */
final class SettledCharges {
  /** How far behind the first unsettled charge it remembers. */
  static final int REACH = 1 << 20;

  private final BitSet behind = new BitSet();
  private long upTo;

  /** Every charge up to this number is settled. */
  long upTo() {
    return upTo;
  }

  boolean contains(long number) {
    return number <= upTo || (number - upTo <= REACH && behind.get((int) (number - upTo - 1)));
  }

  void add(long number) {
    if (number > upTo && number - upTo <= REACH) {
      behind.set((int) (number - upTo - 1));
    }
  }

  /** Moves on past what is settled. */
  void advance() {
    int settled = behind.nextClearBit(0);
    BitSet rest = behind.get(settled, behind.length());
    behind.clear();
    behind.or(rest);
    upTo += settled;
  }

  /** Forgets everything. */
  void clear() {
    behind.clear();
    upTo = 0;
  }
}
