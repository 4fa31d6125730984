package flashsalelab.sale;

/** What came of the wish to bring an order to another state. */
public sealed interface OrderChange {

  /** The order is in the state that was asked for, brought there now or before. */
  record Done(OrderState state) implements OrderChange {}

  /** The order is in another state, from which there is no way. */
  record Refused(OrderState present) implements OrderChange {}

  /** The purchase was admitted, its outcome is not known (yet). */
  record Undecided() implements OrderChange {}

  /** There is no such order. */
  record NoSuchOrder() implements OrderChange {}
}
