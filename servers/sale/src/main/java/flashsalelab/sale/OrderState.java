package flashsalelab.sale;

import java.util.Set;

/** The states of an order. Every transition is conditional and effective once. */
public enum OrderState {
  /** Accepted, not decided. */
  QUEUED,
  /** Units are held for it. */
  RESERVED,
  /** The worker decided against it. */
  REJECTED,
  /** Charged before the hold expired. */
  PAID,
  /** The gateway's final no; the units are back on sale. */
  PAYMENT_FAILED,
  /** Not paid in time; the units are back on sale. */
  EXPIRED,
  /** Given up by the buyer; the units are back on sale. */
  CANCELLED,
  /** A charge came too late and was paid back. */
  REFUNDED;

  /** The states in which an order can begin. */
  public static Set<OrderState> initial() {
    return Set.of(QUEUED, RESERVED);
  }

  /** The states that put an order's units back on sale. */
  public static Set<OrderState> releasing() {
    return Set.of(PAYMENT_FAILED, EXPIRED, CANCELLED);
  }

  /** The states that may follow this one; none if it is final. */
  public Set<OrderState> next() {
    return switch (this) {
      case QUEUED -> Set.of(RESERVED, REJECTED);
      case RESERVED -> Set.of(PAID, PAYMENT_FAILED, EXPIRED, CANCELLED);
      case PAYMENT_FAILED, EXPIRED, CANCELLED -> Set.of(REFUNDED);
      case REJECTED, PAID, REFUNDED -> Set.of();
    };
  }
}
