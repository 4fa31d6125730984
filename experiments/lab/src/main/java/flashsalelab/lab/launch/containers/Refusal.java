package flashsalelab.lab.launch.containers;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the engine says when it refuses. */
final class Refusal {
  private static final Pattern MESSAGE =
      Pattern.compile("\\{\"message\":\"(.*)\"\\}", Pattern.DOTALL);

  private Refusal() {}

  /** The engine's own words, out of the answer that the library gives whole. */
  static String words(RuntimeException refusal) {
    String answer = String.valueOf(refusal.getMessage());
    Matcher message = MESSAGE.matcher(answer);
    return message.find() ? message.group(1).replace("\\\"", "\"") : answer.strip();
  }
}
