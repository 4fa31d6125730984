package flashsalelab.payments.gateway;

import flashsalelab.payments.http.BadRequestException;

/**
 * How the gateway behaves. Shares are of the requests, from 0 to 1; each is drawn for itself.
 *
 * @param latencyMs how long every answer takes at least
 * @param jitterMs what is added to it at most, evenly spread
 * @param declined the share of new charges that are declined
 * @param failing the share of charges and refunds that are answered with 500, and not done
 * @param timingOut the share of charges that are done, and answered only after {@code timeoutMs}
 * @param timeoutMs how long such an answer is held back
 * @param twice the share of answers that are sent a second time, unasked
 * @param down whether requests are cut off without an answer, and nothing is done
 */
record Behaviour(
    int latencyMs,
    int jitterMs,
    double declined,
    double failing,
    double timingOut,
    int timeoutMs,
    double twice,
    boolean down) {
  private static final int LONGEST_MS = 600_000;

  /** Answers at once, and always does what it is asked to. */
  static final Behaviour GOOD = new Behaviour(0, 0, 0, 0, 0, 0, 0, false);

  /**
   * @throws BadRequestException names the member that is out of range
   */
  Behaviour {
    millis("latencyMs", latencyMs);
    millis("jitterMs", jitterMs);
    millis("timeoutMs", timeoutMs);
    share("declined", declined);
    share("failing", failing);
    share("timingOut", timingOut);
    share("twice", twice);
  }

  private static void millis(String name, int value) {
    if (value < 0 || value > LONGEST_MS) {
      throw new BadRequestException(
          "%s must be from 0 to %d, not %d".formatted(name, LONGEST_MS, value));
    }
  }

  private static void share(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new BadRequestException("%s must be from 0 to 1, not %s".formatted(name, value));
    }
  }
}
