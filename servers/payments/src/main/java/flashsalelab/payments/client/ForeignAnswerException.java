package flashsalelab.payments.client;

/** An answer that belongs to another request. */
final class ForeignAnswerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param asked what was asked for
   * @param answered what the answer is for, empty if it does not say
   */
  ForeignAnswerException(String asked, String answered) {
    super("asked for %s, the answer is for \"%s\"".formatted(asked, answered));
  }
}
