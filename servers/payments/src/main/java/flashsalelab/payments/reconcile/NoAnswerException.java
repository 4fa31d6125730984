package flashsalelab.payments.reconcile;

/** The gateway gave no answer, so that a reconciliation cannot be finished. */
final class NoAnswerException extends Exception {
  private static final long serialVersionUID = 1L;

  NoAnswerException(String why) {
    super(why);
  }
}
