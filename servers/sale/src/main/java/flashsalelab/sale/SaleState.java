package flashsalelab.sale;

/** Where the sale of a product stands at a moment. */
public enum SaleState {
  /** It opens later. */
  NOT_OPEN,
  /** Purchases are decided by stock and limit. */
  OPEN,
  /** It is over. */
  CLOSED
}
