package flashsalelab.jmeter;

import flashsalelab.results.load.ClientOutcome;

/**
 * The end of one purchase.
 *
 * @param latencyNanos from the intended start to the decision or the failure
 * @param acknowledgedNanos from the intended start to the complete answer or the failure
 * @param latenessNanos how late the generator itself let it leave, or {@link #NOT_OURS}
 */
record Settled(
    Purchase purchase,
    Answer answer,
    long latencyNanos,
    long acknowledgedNanos,
    long latenessNanos) {
  /** Where the start was not the generator's to keep: no slot was free, or there is no schedule. */
  static final long NOT_OURS = -1;

  /** A purchase that was settled by its answer, or by the lack of one. */
  static Settled byAnswer(Purchase purchase, Answer answer, long latencyNanos, long latenessNanos) {
    return new Settled(purchase, answer, latencyNanos, latencyNanos, latenessNanos);
  }

  /** The same, queued then, once it was decided: so long after it was accepted. */
  Settled decided(ClientOutcome outcome, long nanosLater) {
    return new Settled(
        purchase,
        new Answer(outcome, answer.status(), answer.order()),
        acknowledgedNanos + nanosLater,
        acknowledgedNanos,
        latenessNanos);
  }
}
