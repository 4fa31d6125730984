package flashsalelab.payments.client;

/** How a charge stands at the gateway. */
public enum ChargeStanding {
  /** There is none of this key. */
  NONE,
  /** The money was taken. */
  CAPTURED,
  /** A final no. */
  DECLINED,
  /** The money was taken and given back. */
  REFUNDED
}
