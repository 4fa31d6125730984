package flashsalelab.sale;

/**
 * The name a buyer gives to one purchase, 1 to 64 visible ASCII characters: whoever sends it again
 * gets the first answer again. It is scoped to product and buyer.
 */
public record IdempotencyKey(String value) {
  /** The most characters a key may have. */
  public static final int LONGEST = 64;

  /**
   * @throws InvalidValueException if the value has another form
   */
  public IdempotencyKey {
    Rules.visibleAscii(value, LONGEST);
  }

  @Override
  public String toString() {
    return value;
  }
}
