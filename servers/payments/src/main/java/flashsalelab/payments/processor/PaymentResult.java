package flashsalelab.payments.processor;

/** What came of the work on a payment. */
sealed interface PaymentResult {

  /**
   * There is nothing left to do.
   *
   * @param how in a word, for the metrics
   */
  record Ended(String how) implements PaymentResult {}

  /** It is not known how the charge or the order stands: to be done again later. */
  record Open(String why) implements PaymentResult {}

  /** The gateway was not asked because it is left alone: to be done again when it answers. */
  record Postponed() implements PaymentResult {}
}
