package flashsalelab.payments.http;

/** A request that has another form than it must have; the message says what is wrong. */
public final class BadRequestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what is wrong, and what is allowed
   */
  public BadRequestException(String message) {
    super(message);
  }
}
