package flashsalelab.sale;

/**
 * The name of a product: 1 to 64 letters, digits, dots, underscores or hyphens. It stands in paths,
 * in Redis keys and in order ids, and none of these characters needs escaping there.
 */
public record Sku(String value) {
  private static final int LONGEST = 64;

  /**
   * @throws InvalidValueException if the value has another form
   */
  public Sku {
    boolean fits = !value.isEmpty() && value.length() <= LONGEST;
    for (int i = 0; fits && i < value.length(); i++) {
      fits = allowed(value.charAt(i));
    }
    if (!fits) {
      throw new InvalidValueException(
          "must be 1 to %d of the characters A-Z a-z 0-9 . _ -, not %s"
              .formatted(LONGEST, Rules.shown(value)));
    }
  }

  private static boolean allowed(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '.'
        || c == '_'
        || c == '-';
  }

  @Override
  public String toString() {
    return value;
  }
}
