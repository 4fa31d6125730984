package flashsalelab.lab.load;

/** The load generator failed; what it had measured so far cannot be trusted to be whole. */
public final class LoadException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LoadException(String message) {
    super(message);
  }

  LoadException(String message, Throwable cause) {
    super(message, cause);
  }
}
