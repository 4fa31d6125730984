package flashsalelab.sale;

/** What the inventory says to a restock. */
public sealed interface RestockAnswer {

  /**
   * The units are on sale.
   *
   * @param supplied all units ever supplied, these included, when they were
   * @param replayed whether another request with this key supplied them
   */
  record Restocked(int supplied, boolean replayed) implements RestockAnswer {}

  /** There is no such product. */
  record NoSuchProduct() implements RestockAnswer {}

  /** The key was used for another quantity. */
  record KeyReused() implements RestockAnswer {}

  /**
   * With these units more would be supplied than can be kept.
   *
   * @param supplied all units ever supplied
   * @param most as many can be kept; at most {@link Product#MOST_STOCK}
   */
  record TooMany(int supplied, int most) implements RestockAnswer {}
}
