package flashsalelab.balancer.config;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How the process logs, to standard output.
 *
 * @param json one JSON object a line, instead of text
 * @param level the lowest level that is written
 */
public record LogSettings(boolean json, String level) {
  private static final List<String> FORMATS = List.of("text", "json");
  private static final List<String> LEVELS =
      List.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "OFF");

  /**
   * Reads the environment; a value that is not allowed counts as absent here and is reported by
   * {@link BalancerConfig}.
   */
  public static LogSettings from(Map<String, String> environment) {
    Variables variables = new Variables(environment);
    String level = level(variables);
    return new LogSettings(
        "json".equals(format(variables)), LEVELS.contains(level) ? level : "INFO");
  }

  static void check(Variables variables) {
    if (!FORMATS.contains(format(variables))) {
      variables.problem("LOG_FORMAT", format(variables), "one of " + String.join(", ", FORMATS));
    }
    if (!LEVELS.contains(level(variables))) {
      variables.problem(
          "LOG_LEVEL", variables.text("LOG_LEVEL"), "one of " + String.join(", ", LEVELS));
    }
  }

  private static String format(Variables variables) {
    return variables.text("LOG_FORMAT", "text");
  }

  private static String level(Variables variables) {
    return variables.text("LOG_LEVEL", "INFO").toUpperCase(Locale.ROOT);
  }
}
