package flashsalelab.sale;

/** The forms and ranges that values of the sale must have. */
final class Rules {
  private static final int LONGEST_SHOWN = 80;

  private Rules() {}

  /** Requires 1 to {@code longest} visible ASCII characters (0x21 to 0x7E). */
  static void visibleAscii(String value, int longest) {
    boolean fits = !value.isEmpty() && value.length() <= longest;
    for (int i = 0; fits && i < value.length(); i++) {
      char c = value.charAt(i);
      fits = c > ' ' && c < 0x7F;
    }
    if (!fits) {
      throw new InvalidValueException(
          "must be 1 to %d visible ASCII characters, not %s".formatted(longest, shown(value)));
    }
  }

  /** Requires a number from {@code least} to {@code most}, both included. */
  static void range(String field, long value, long least, long most) {
    if (value < least || value > most) {
      throw new InvalidValueException(
          field, "must be from %d to %d, not %d".formatted(least, most, value));
    }
  }

  /** A value as an error message may show it: quoted, printable, bounded. */
  static String shown(String value) {
    StringBuilder shown = new StringBuilder("\"");
    value
        .chars()
        .limit(LONGEST_SHOWN)
        .forEach(c -> shown.append(c < ' ' || c > 0x7E ? '?' : (char) c));
    return shown.append(value.length() > LONGEST_SHOWN ? "...\"" : "\"").toString();
  }
}
