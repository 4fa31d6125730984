package flashsalelab.web.api;

import flashsalelab.sale.InvalidValueException;
import flashsalelab.web.json.InvalidBodyException;
import java.util.function.Supplier;

/** Values of the sale made of what a client sent. */
final class Fields {
  private Fields() {}

  /**
   * The value.
   *
   * @param name what the client calls it
   * @throws InvalidBodyException names the field if the sale does not accept the value
   */
  static <T> T value(String name, Supplier<T> value) throws InvalidBodyException {
    try {
      return value.get();
    } catch (InvalidValueException e) {
      String field = e.field() == null ? name : e.field();
      throw new InvalidBodyException(field, "%s %s.".formatted(field, e.getMessage()));
    }
  }
}
