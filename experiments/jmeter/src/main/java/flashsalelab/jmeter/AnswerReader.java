package flashsalelab.jmeter;

import flashsalelab.results.load.ClientOutcome;
import java.nio.charset.StandardCharsets;

/**
 * Tells what an HTTP answer to a purchase means, by its status and the members {@code outcome} and
 * {@code order} of its JSON body. Any thread.
 *
 * <p>The body is searched rather than parsed, as this runs for every request beside the load. The
 * search cannot be misled by a string that quotes such a member, because quotes inside a JSON
 * string are escaped.
 */
final class AnswerReader {
  private static final String REPLAYED = "idempotency-replayed";

  private AnswerReader() {}

  /**
   * Reads an answer.
   *
   * @param headers the status line and the headers, a line each
   */
  static Answer read(int status, String headers, byte[] body) {
    String text = new String(body, StandardCharsets.ISO_8859_1);
    String order = member(text, "order");
    boolean known =
        !isReplay(headers) && isIdentifier(order) && !(namesOrder(status) && order.isEmpty());
    return new Answer(
        known ? outcome(status, member(text, "outcome")) : ClientOutcome.UNEXPECTED,
        status,
        isIdentifier(order) ? order : "");
  }

  private static boolean namesOrder(int status) {
    return status == 201 || status == 202;
  }

  /** Whether it can stand in a CSV row as it is. */
  private static boolean isIdentifier(String text) {
    return text.chars().allMatch(c -> c > ' ' && c <= '~' && c != ',' && c != '\\');
  }

  private static ClientOutcome outcome(int status, String word) {
    return switch (status) {
      case 201 -> oneOf(word, ClientOutcome.RESERVED);
      case 202 -> oneOf(word, ClientOutcome.QUEUED, ClientOutcome.UNKNOWN);
      case 409 -> oneOf(word, ClientOutcome.SOLD_OUT, ClientOutcome.LIMIT_REACHED);
      case 403 -> oneOf(word, ClientOutcome.SALE_NOT_OPEN, ClientOutcome.SALE_CLOSED);
      case 429 -> ClientOutcome.RATE_LIMITED;
      case 502 -> ClientOutcome.BAD_GATEWAY;
      case 503 -> ClientOutcome.UNAVAILABLE;
      case 504 -> ClientOutcome.GATEWAY_TIMEOUT;
      default ->
          switch (status / 100) {
            case 4 -> ClientOutcome.CLIENT_ERROR;
            case 5 -> ClientOutcome.SERVER_ERROR;
            default -> ClientOutcome.UNEXPECTED;
          };
    };
  }

  private static ClientOutcome oneOf(String word, ClientOutcome... allowed) {
    for (ClientOutcome outcome : allowed) {
      if (outcome.word().equals(word)) {
        return outcome;
      }
    }
    return ClientOutcome.UNEXPECTED;
  }

  private static boolean isReplay(String headers) {
    for (int line = headers.indexOf('\n'); line >= 0; line = headers.indexOf('\n', line + 1)) {
      if (headers.regionMatches(true, line + 1, REPLAYED, 0, REPLAYED.length())) {
        return true;
      }
    }
    return false;
  }

  /** The value of a member that is a string without escapes, or an empty one. */
  private static String member(String json, String name) {
    String quoted = '"' + name + '"';
    for (int at = json.indexOf(quoted); at >= 0; at = json.indexOf(quoted, at + 1)) {
      int colon = skipSpace(json, at + quoted.length());
      if (colon < json.length() && json.charAt(colon) == ':') {
        int open = skipSpace(json, colon + 1);
        int close = json.indexOf('"', open + 1);
        boolean isString = open < json.length() && json.charAt(open) == '"' && close > open;
        return isString ? json.substring(open + 1, close) : "";
      }
    }
    return "";
  }

  private static int skipSpace(String json, int from) {
    int at = from;
    while (at < json.length() && Character.isWhitespace(json.charAt(at))) {
      at++;
    }
    return at;
  }
}
