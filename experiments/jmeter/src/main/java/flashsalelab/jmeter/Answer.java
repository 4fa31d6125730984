package flashsalelab.jmeter;

import flashsalelab.results.load.ClientOutcome;

/**
 * What came back for a purchase.
 *
 * @param status the HTTP status, 0 where none came
 * @param order the order's id where the answer named one, else empty
 */
record Answer(ClientOutcome outcome, int status, String order) {

  /** Whether the purchase is accepted, and its order will tell how it was decided. */
  boolean isQueued() {
    return outcome == ClientOutcome.QUEUED;
  }

  /** An outcome without an answer from the server. */
  static Answer none(ClientOutcome outcome) {
    return new Answer(outcome, 0, "");
  }
}
