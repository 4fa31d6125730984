package flashsalelab.sale;

/** What the sale says to a purchase. */
public sealed interface PurchaseAnswer {

  /**
   * The purchase has an outcome.
   *
   * @param replayed whether another request with this key had it first
   */
  record Decided(PurchaseOutcome outcome, boolean replayed) implements PurchaseAnswer {}

  /** There is no such product; the key is not used up. */
  record NoSuchProduct(Sku sku) implements PurchaseAnswer {}

  /** The buyer has used this key for another purchase of this product. */
  record KeyReused() implements PurchaseAnswer {}

  /** As many purchases as may be undecided are; the key is not used up. */
  record QueueFull() implements PurchaseAnswer {}

  /** The store could not be asked. Nothing is held; the same purchase may be sent again. */
  record Unavailable() implements PurchaseAnswer {}
}
