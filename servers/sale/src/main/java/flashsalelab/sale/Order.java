package flashsalelab.sale;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order as it stands.
 *
 * @param quantity units
 * @param amount what they cost together, in minor units of the currency
 * @param heldUntil until when the units are held while the order is {@link OrderState#RESERVED};
 *     absent if it never was
 * @param reason why the order is {@link OrderState#REJECTED}: {@code sold_out}, {@code
 *     limit_reached}, {@code sale_closed} or {@code sale_not_open}; absent if it is not
 * @param history every state it has had, the oldest first, the present one last
 */
public record Order(
    OrderId id,
    BuyerId buyer,
    int quantity,
    long amount,
    @Nullable Instant heldUntil,
    @Nullable String reason,
    List<Transition> history) {

  /** The moment an order reached a state. */
  public record Transition(OrderState state, Instant at) {}

  /**
   * @throws IllegalArgumentException if the history is empty
   */
  public Order {
    history = List.copyOf(history);
    if (history.isEmpty()) {
      throw new IllegalArgumentException("order " + id + " has no history");
    }
  }

  /** The present state. */
  public OrderState state() {
    return history.getLast().state();
  }
}
