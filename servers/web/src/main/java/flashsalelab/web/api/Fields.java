package flashsalelab.web.api;

import flashsalelab.sale.IdempotencyKey;
import flashsalelab.sale.InvalidValueException;
import flashsalelab.sale.Sku;
import flashsalelab.web.http.ApiRequest;
import flashsalelab.web.json.InvalidBodyException;
import java.util.List;
import java.util.function.Supplier;

/** Values of the sale made of what a client sent. */
final class Fields {
  private static final String KEY_HEADER = "Idempotency-Key";

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

  /** The product that the path names. */
  static Sku sku(ApiRequest request) throws InvalidBodyException {
    return value("sku", () -> new Sku(request.parameter("sku")));
  }

  /** The key that the header must carry. */
  static IdempotencyKey idempotencyKey(ApiRequest request) throws InvalidBodyException {
    return value(KEY_HEADER, () -> new IdempotencyKey(only(request.header(KEY_HEADER))));
  }

  private static String only(List<String> values) {
    if (values.size() > 1) {
      throw new InvalidValueException("must be sent once");
    }
    return values.isEmpty() ? "" : values.getFirst();
  }
}
