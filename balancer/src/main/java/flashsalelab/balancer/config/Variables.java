package flashsalelab.balancer.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Environment variables read as typed values; what cannot be read is noted, and a stand-in
 * returned, so that all problems are found in one go.
 */
final class Variables {
  private final Map<String, String> environment;
  private final List<String> problems = new ArrayList<>();

  Variables(Map<String, String> environment) {
    this.environment = environment;
  }

  List<String> problems() {
    return problems;
  }

  void problem(String variable, @Nullable String value, String allowed) {
    problems.add(
        value == null
            ? "%s is not set: %s".formatted(variable, allowed)
            : "%s=%s is not valid: %s".formatted(variable, value, allowed));
  }

  @Nullable String text(String variable) {
    String value = environment.get(variable);
    return value == null || value.isBlank() ? null : value.strip();
  }

  String text(String variable, String byDefault) {
    String value = text(variable);
    return value == null ? byDefault : value;
  }

  int number(String variable, int byDefault, int lowest, int highest) {
    return Math.toIntExact(number(variable, (long) byDefault, lowest, highest));
  }

  long number(String variable, long byDefault, long lowest, long highest) {
    String allowed = "a whole number from %d to %d".formatted(lowest, highest);
    return parsed(variable, byDefault, allowed, Long::valueOf, n -> n >= lowest && n <= highest);
  }

  double decimal(String variable, double byDefault, double lowest, double highest) {
    String allowed = "a number from %s to %s".formatted(lowest, highest);
    return parsed(variable, byDefault, allowed, Double::valueOf, n -> n >= lowest && n <= highest);
  }

  Duration millis(String variable, long byDefault, long lowest, long highest) {
    return Duration.ofMillis(number(variable, byDefault, lowest, highest));
  }

  private <T> T parsed(
      String variable,
      T byDefault,
      String allowed,
      Function<String, T> parser,
      Function<T, Boolean> isAllowed) {
    String value = text(variable);
    if (value == null) {
      return byDefault;
    }
    try {
      T result = parser.apply(value);
      if (isAllowed.apply(result)) {
        return result;
      }
    } catch (NumberFormatException notANumber) {
      // reported below, like a number out of range
    }
    problem(variable, value, allowed);
    return byDefault;
  }
}
