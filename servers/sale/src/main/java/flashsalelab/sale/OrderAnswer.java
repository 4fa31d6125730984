package flashsalelab.sale;

/** What the sale says to a question for an order. */
public sealed interface OrderAnswer {

  /** The order. */
  record Found(Order order) implements OrderAnswer {}

  /** The purchase was admitted, its outcome is not known (yet). */
  record Undecided(OrderId id) implements OrderAnswer {}

  /** There is no such order: never made, or decided without a reservation. */
  record NoSuchOrder(OrderId id) implements OrderAnswer {}
}
