package flashsalelab.report.figure;

import java.util.Locale;

/** Numbers as they are written in figures: three digits that count, thousands apart. */
public final class Amount {
  private Amount() {}

  /** A measured value. */
  public static String of(double value) {
    double size = Math.abs(value);
    String pattern;
    if (size >= 99.95) {
      pattern = "%,.0f";
    } else if (size >= 9.995) {
      pattern = "%.1f";
    } else {
      pattern = "%.2f";
    }
    return String.format(Locale.ROOT, pattern, value);
  }

  /** A count. */
  public static String of(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** A number at an axis: no digit more than it has. */
  public static String tick(double value) {
    String text = String.format(Locale.ROOT, "%,.3f", value);
    return text.replaceAll("0+$", "").replaceAll("\\.$", "");
  }

  /** A count with its noun, {@code 1 round} for instance. */
  public static String of(long count, String noun) {
    return of(count) + " " + noun + (count == 1 ? "" : "s");
  }
}
