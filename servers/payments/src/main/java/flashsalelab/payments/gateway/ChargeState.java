package flashsalelab.payments.gateway;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How a charge stands. */
enum ChargeState {
  /** The money was taken. */
  CAPTURED,
  /** A final no. */
  DECLINED,
  /** The money was taken and given back. */
  REFUNDED;

  @JsonValue
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
