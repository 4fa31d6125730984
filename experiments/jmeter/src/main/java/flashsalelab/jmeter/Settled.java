package flashsalelab.jmeter;

/**
 * The end of one purchase.
 *
 * @param latencyNanos from the intended start to the complete answer or the failure
 * @param latenessNanos how late the generator itself let it leave, or {@link #NOT_OURS}
 */
record Settled(Purchase purchase, Answer answer, long latencyNanos, long latenessNanos) {
  /** Where the start was not the generator's to keep: no slot was free, or there is no schedule. */
  static final long NOT_OURS = -1;
}
