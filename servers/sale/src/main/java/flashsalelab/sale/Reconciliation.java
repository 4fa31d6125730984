package flashsalelab.sale;

/**
 * What a reconciliation found of a product, and did. All numbers but {@code withdrawn} are units.
 *
 * @param supplied every unit supplied
 * @param free on sale now
 * @param held of reserved orders
 * @param sold of paid orders
 * @param underWay of purchases and releases under way, whose units may be free or not
 * @param withdrawn purchases that were admitted long ago, never settled, and now taken back
 * @param returned units that were nobody's, now on sale again
 * @param removed units that were on sale and did not exist, now taken off
 * @param oversold units promised beyond the supply; nothing here can mend that
 */
public record Reconciliation(
    Sku sku,
    int supplied,
    int free,
    int held,
    int sold,
    int underWay,
    int withdrawn,
    int returned,
    int removed,
    int oversold) {

  /** Whether anything was not as it should be. */
  public boolean found() {
    return withdrawn > 0 || returned > 0 || removed > 0 || oversold > 0;
  }
}
