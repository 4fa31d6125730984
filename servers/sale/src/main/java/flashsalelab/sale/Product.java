package flashsalelab.sale;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A product on sale. What it is never changes; its supply grows by restocks, and an admin may move
 * its window.
 *
 * @param price integer minor units of the currency (cents): 1999 is 19.99
 * @param stock every unit supplied so far, not the free ones
 * @param perBuyer the most units one buyer may hold or own
 * @param opensAt the first millisecond of the sale; absent: open from the start
 * @param closesAt the first millisecond after the sale; absent: never closes
 */
public record Product(
    Sku sku,
    String name,
    long price,
    int stock,
    int perBuyer,
    @Nullable Instant opensAt,
    @Nullable Instant closesAt) {
  /** The most characters a name may have. */
  public static final int LONGEST_NAME = 200;

  /** The highest price, in minor units. */
  public static final long HIGHEST_PRICE = 1_000_000_000_000L;

  /** The most units that can be supplied: restocks still fit in the int that Redisson counts in. */
  public static final int MOST_STOCK = 1_000_000_000;

  /** The highest limit per buyer, and so the largest purchase. */
  public static final int MOST_PER_BUYER = 1_000;

  /**
   * Instants are kept to the millisecond.
   *
   * @throws InvalidValueException names the component that is wrong
   */
  public Product {
    requireName(name);
    Rules.range("price", price, 0, HIGHEST_PRICE);
    Rules.range("stock", stock, 0, MOST_STOCK);
    Rules.range("perBuyer", perBuyer, 1, MOST_PER_BUYER);
    SaleWindow window = new SaleWindow(opensAt, closesAt);
    opensAt = window.opensAt();
    closesAt = window.closesAt();
  }

  /** Whether the sale is open at a moment. */
  public SaleState stateAt(Instant moment) {
    return new SaleWindow(opensAt, closesAt).stateAt(moment);
  }

  private static void requireName(String name) {
    boolean printable = name.codePoints().allMatch(Product::isPrintable);
    boolean tooLong = name.codePointCount(0, name.length()) > LONGEST_NAME;
    if (name.isBlank() || tooLong || !printable) {
      throw new InvalidValueException(
          "name",
          "must be 1 to %d printable characters, not %s"
              .formatted(LONGEST_NAME, Rules.shown(name)));
    }
  }

  /** Half of a surrogate pair is no character and could not be written in UTF-8. */
  private static boolean isPrintable(int codePoint) {
    return !Character.isISOControl(codePoint)
        && Character.getType(codePoint) != Character.SURROGATE;
  }
}
