package flashsalelab.sale;

/** Who buys: stands for the id of an authenticated buyer, 1 to 64 visible ASCII characters. */
public record BuyerId(String value) {
  /** The most characters a buyer's id may have. */
  public static final int LONGEST = 64;

  /**
   * @throws InvalidValueException if the value has another form
   */
  public BuyerId {
    Rules.visibleAscii(value, LONGEST);
  }

  @Override
  public String toString() {
    return value;
  }
}
