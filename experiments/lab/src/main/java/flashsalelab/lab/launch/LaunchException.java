package flashsalelab.lab.launch;

/** Something that was to be started did not come up; the message says what, why and what to do. */
public class LaunchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LaunchException(String message) {
    super(message);
  }

  public LaunchException(String message, Throwable cause) {
    super(message, cause);
  }
}
