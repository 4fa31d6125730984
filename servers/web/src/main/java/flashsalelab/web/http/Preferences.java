package flashsalelab.web.http;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a client prefers (RFC 7240). Preferences are hints: one that is not known, or not well
 * formed, is as if it were not there.
 */
public final class Preferences {
  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
  private static final String WORD = "(?:" + TOKEN + "|\"(?:[^\"\\\\]|\\\\.)*+\")";
  private static final String PAIR = TOKEN + "(?:\\s*=\\s*" + WORD + "?)?";

  /** One preference with its parameters, up to the comma or the end (RFC 7240, 2). */
  private static final Pattern PREFERENCE =
      Pattern.compile(
          "\\G[\\s,]*(?<name>%s)(?:\\s*=\\s*(?<value>%s)?)?(?:\\s*;\\s*(?:%s)?)*+\\s*(?:,|$)"
              .formatted(TOKEN, WORD, PAIR));

  private static final Pattern SECONDS = Pattern.compile("\"?([0-9]{1,18})\"?");

  private Preferences() {}

  /**
   * How long the client would wait (RFC 7240, 4.3). Of several such preferences the first counts.
   *
   * @param fields the values of all fields {@code Prefer}, in order
   */
  public static Optional<Duration> waiting(List<String> fields) {
    return fields.stream()
        .map(Preferences::firstWait)
        .flatMap(Optional::stream)
        .findFirst()
        .flatMap(Preferences::seconds);
  }

  /** The value of the field's first preference {@code wait}; empty text if it has none. */
  private static Optional<String> firstWait(String field) {
    Matcher preference = PREFERENCE.matcher(field);
    while (preference.find()) {
      if (preference.group("name").equalsIgnoreCase("wait")) {
        String value = preference.group("value");
        return Optional.of(value == null ? "" : value);
      }
    }
    return Optional.empty();
  }

  private static Optional<Duration> seconds(String value) {
    Matcher number = SECONDS.matcher(value);
    return number.matches()
        ? Optional.of(Duration.ofSeconds(Long.parseLong(number.group(1))))
        : Optional.empty();
  }
}
