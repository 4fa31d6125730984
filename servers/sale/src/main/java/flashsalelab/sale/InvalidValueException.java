package flashsalelab.sale;

import org.jspecify.annotations.Nullable;

/**
 * A value that the sale does not accept. The message completes a sentence that begins with the
 * value's name: "must be ..., not ...".
 */
public final class InvalidValueException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final @Nullable String field;

  /**
   * @param message what is allowed and what was given, without the name of the value
   */
  public InvalidValueException(String message) {
    this(null, message);
  }

  /**
   * @param field the record's component that is wrong
   * @param message what is allowed and what was given, without the name of the value
   */
  public InvalidValueException(@Nullable String field, String message) {
    super(message);
    this.field = field;
  }

  /** The component of a record that is wrong; null if the value has only one. */
  public @Nullable String field() {
    return field;
  }
}
