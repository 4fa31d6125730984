package flashsalelab.sale.redis;

import flashsalelab.sale.Order;
import flashsalelab.sale.OrderId;
import flashsalelab.sale.OrderState;
import flashsalelab.sale.PurchaseOutcome;
import java.util.Arrays;
import java.util.List;

/**
 * An outcome as a claim keeps it: three texts.
 *
 * @param name the outcome's name
 * @param at when it was decided, epoch ms; empty if it has no moment of its own
 * @param detail what else the answer tells
 */
record RecordedOutcome(String name, String at, String detail) {

  /** What the settling step writes: an outcome that the guard decided. */
  static RecordedOutcome of(PurchaseOutcome outcome) {
    return switch (outcome) {
      case PurchaseOutcome.Reserved reserved ->
          new RecordedOutcome(
              "reserved",
              EpochMillis.write(reserved.at()),
              EpochMillis.write(reserved.heldUntil()));
      case PurchaseOutcome.SoldOut() -> new RecordedOutcome("sold_out", "", "");
      default -> throw new IllegalArgumentException("the guard does not decide " + outcome);
    };
  }

  /** The outcome that these texts tell. */
  static PurchaseOutcome read(OrderId order, String name, String at, String detail) {
    return switch (name) {
      case "reserved" ->
          new PurchaseOutcome.Reserved(order, EpochMillis.read(at), EpochMillis.read(detail));
      case "sold_out" -> new PurchaseOutcome.SoldOut();
      case "limit_reached" -> new PurchaseOutcome.LimitReached(Integer.parseInt(detail));
      case "sale_not_open" -> new PurchaseOutcome.SaleNotOpen(EpochMillis.read(detail));
      case "sale_closed" -> new PurchaseOutcome.SaleClosed(EpochMillis.read(detail));
      case "unknown" -> new PurchaseOutcome.Unknown(order);
      default -> throw new IllegalStateException("order " + order + " has the outcome " + name);
    };
  }

  /** The states of an order: {@code STATE:epoch ms}, separated by commas. */
  static List<Order.Transition> history(String text) {
    return Arrays.stream(text.split(",", -1)).map(RecordedOutcome::transition).toList();
  }

  private static Order.Transition transition(String text) {
    int colon = text.indexOf(':');
    return new Order.Transition(
        OrderState.valueOf(text.substring(0, colon)), EpochMillis.read(text.substring(colon + 1)));
  }
}
