package flashsalelab.sale;

/**
 * What a buyer asks for: so many units of a product, once under this key.
 *
 * @param quantity units, from 1 to {@link Product#MOST_PER_BUYER}
 */
public record Purchase(Sku sku, BuyerId buyer, IdempotencyKey key, int quantity) {
  /**
   * @throws InvalidValueException if the quantity is out of range
   */
  public Purchase {
    Rules.range("quantity", quantity, 1, Product.MOST_PER_BUYER);
  }

  /**
   * What the key stands for, apart from product and buyer, in canonical form: two requests with one
   * key are the same purchase if their fingerprints are equal.
   */
  public String fingerprint() {
    return "quantity=" + quantity;
  }
}
