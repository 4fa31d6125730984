package flashsalelab.sale.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Reads settings from environment variables. A wrong value does not end the reading: its error is
 * kept, the default stands in, and {@link #finish} throws all the errors at once. An empty variable
 * counts as absent. Used by one thread.
 */
public final class SettingsReader {
  private final Map<String, String> environment;
  private final List<String> errors = new ArrayList<>();

  /**
   * @param environment names and values, usually {@link System#getenv()}
   */
  public SettingsReader(Map<String, String> environment) {
    this.environment = environment;
  }

  /** A text as it stands. */
  public String text(String name, String fallback) {
    return parsed(name, fallback, value -> value);
  }

  /** A whole number from {@code least} to {@code most}. */
  public int integer(String name, int fallback, int least, int most) {
    return parsed(
        name,
        fallback,
        value -> {
          if (!value.matches("-?[0-9]{1,10}")
              || Long.parseLong(value) < least
              || Long.parseLong(value) > most) {
            throw new IllegalArgumentException(
                "must be a whole number from %d to %d".formatted(least, most));
          }
          return Integer.parseInt(value);
        });
  }

  /** A whole number of milliseconds. */
  public Duration millis(String name, int fallback, int least, int most) {
    return Duration.ofMillis(integer(name, fallback, least, most));
  }

  /** One of the names allowed. */
  public String choice(String name, String fallback, List<String> allowed) {
    return parsed(
        name,
        fallback,
        value -> {
          if (!allowed.contains(value)) {
            throw new IllegalArgumentException("must be one of " + String.join(", ", allowed));
          }
          return value;
        });
  }

  /** A secret that has no default. The error does not repeat the value. */
  public Secret secret(String name, int shortest) {
    String value = environment.getOrDefault(name, "");
    if (value.isEmpty()) {
      errors.add(
          "%s is missing: set it to a secret of at least %d characters".formatted(name, shortest));
    } else if (value.length() < shortest) {
      errors.add(
          "%s is too short: it has %d characters and must have at least %d"
              .formatted(name, value.length(), shortest));
    }
    return new Secret(value);
  }

  /**
   * A value of another form.
   *
   * @param parser throws IllegalArgumentException with what is allowed: "must be ..."
   */
  public <T> T parsed(String name, T fallback, Function<String, T> parser) {
    String value = environment.get(name);
    if (value == null || value.isEmpty()) {
      return fallback;
    }
    try {
      return parser.apply(value);
    } catch (IllegalArgumentException e) {
      errors.add("%s %s, not \"%s\"".formatted(name, e.getMessage(), value));
      return fallback;
    }
  }

  /** Notes an error unless settings fit together; it says what must be and what is. */
  public void require(boolean fit, String error) {
    if (!fit) {
      errors.add(error);
    }
  }

  /**
   * The record, if every setting was right.
   *
   * @throws InvalidSettingsException tells everything that was wrong
   */
  public <T> T finish(Supplier<T> settings) {
    if (!errors.isEmpty()) {
      throw new InvalidSettingsException(errors);
    }
    return settings.get();
  }
}
