package flashsalelab.sale;

/** What became of the wish to hold units. */
public sealed interface HoldResult {

  /**
   * All the units asked for are held.
   *
   * @param receipt what it takes to give them back; empty if the order alone suffices
   */
  record Held(String receipt) implements HoldResult {
    /** Held, and the order alone gives the units back. */
    public static final Held WITHOUT_RECEIPT = new Held("");
  }

  /** Fewer units are free; none is held. */
  record SoldOut() implements HoldResult {}

  /** Held without a receipt, or sold out. */
  static HoldResult heldIf(boolean held) {
    return held ? Held.WITHOUT_RECEIPT : new SoldOut();
  }
}
