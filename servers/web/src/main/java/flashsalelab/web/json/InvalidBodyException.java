package flashsalelab.web.json;

import org.jspecify.annotations.Nullable;

/** A request that is not what the route takes. The message is a whole sentence for the client. */
public final class InvalidBodyException extends Exception {
  private static final long serialVersionUID = 1L;

  private final @Nullable String field;

  /**
   * @param field what is wrong: a member of the body or a header field; null for the body itself
   */
  public InvalidBodyException(@Nullable String field, String message) {
    super(message, null, false, false);
    this.field = field;
  }

  /** What is wrong: a member of the body or a header field; null for the body itself. */
  public @Nullable String field() {
    return field;
  }
}
