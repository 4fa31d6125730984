package flashsalelab.sale;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * The id of an order: {@code <sku>~<22 characters>}. The sku leads to the Redis slot of the
 * product; the rest is 128 random bits in base64url, so that an id cannot be guessed.
 *
 * @param sku the product that was ordered
 * @param suffix the random part
 */
public record OrderId(Sku sku, String suffix) {
  private static final char SEPARATOR = '~';
  private static final int RANDOM_BYTES = 16;
  private static final int SUFFIX_LENGTH = 22;
  private static final SecureRandom RANDOM = new SecureRandom();

  /**
   * @throws InvalidValueException if the suffix is not 22 base64url characters
   */
  public OrderId {
    boolean fits = suffix.length() == SUFFIX_LENGTH;
    for (int i = 0; fits && i < SUFFIX_LENGTH; i++) {
      char c = suffix.charAt(i);
      fits = c == '-' || c == '_' || (c < 0x7F && Character.isLetterOrDigit(c));
    }
    if (!fits) {
      throw new InvalidValueException(
          "must end in %d base64url characters, not %s"
              .formatted(SUFFIX_LENGTH, Rules.shown(suffix)));
    }
  }

  /** A new id for an order of this product. */
  public static OrderId next(Sku sku) {
    byte[] random = new byte[RANDOM_BYTES];
    RANDOM.nextBytes(random);
    return new OrderId(sku, Base64.getUrlEncoder().withoutPadding().encodeToString(random));
  }

  /**
   * The id that this text is.
   *
   * @throws InvalidValueException if it is none
   */
  public static OrderId parse(String text) {
    int separator = text.indexOf(SEPARATOR);
    if (separator < 0) {
      throw new InvalidValueException("must be <sku>~<suffix>, not " + Rules.shown(text));
    }
    return new OrderId(new Sku(text.substring(0, separator)), text.substring(separator + 1));
  }

  @Override
  public String toString() {
    return sku.value() + SEPARATOR + suffix;
  }
}
