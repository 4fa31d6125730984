package flashsalelab.sale.redis;

import flashsalelab.sale.Order;
import flashsalelab.sale.OrderChange;
import flashsalelab.sale.OrderId;
import flashsalelab.sale.OrderState;
import flashsalelab.sale.Purchase;
import flashsalelab.sale.PurchaseAnswer;
import flashsalelab.sale.PurchaseOutcome;
import flashsalelab.sale.PurchaseRequest;
import java.util.Arrays;
import java.util.List;

/** The scripts' answers as values of the sale. */
final class Replies {
  private Replies() {}

  /** What a purchase is told: the script's word, and where it has one the outcome. */
  static PurchaseAnswer answer(Purchase purchase, List<String> reply) {
    String word = reply.getFirst();
    if (word.equals("no_product")) {
      return new PurchaseAnswer.NoSuchProduct(purchase.sku());
    }
    if (word.equals("key_reused")) {
      return new PurchaseAnswer.KeyReused();
    }
    if (word.equals("full")) {
      return new PurchaseAnswer.QueueFull();
    }
    if (reply.get(1).equals("withdrawn")) {
      return new PurchaseAnswer.Unavailable();
    }
    return new PurchaseAnswer.Decided(
        outcome(OrderId.parse(reply.get(2)), reply.get(1), reply.get(3), reply.get(4)),
        word.equals("again"));
  }

  /** What a purchase is told that has no reply: unknown, unless it surely was not sent. */
  static PurchaseAnswer withoutReply(PurchaseRequest request, Throwable failure) {
    return RedisFailures.isNeverSent(failure)
        ? new PurchaseAnswer.Unavailable()
        : new PurchaseAnswer.Decided(new PurchaseOutcome.Unknown(request.order()), false);
  }

  /**
   * An outcome as a claim keeps it.
   *
   * @param at when it was decided, epoch ms
   * @param detail what else the answer tells
   */
  static PurchaseOutcome outcome(OrderId order, String name, String at, String detail) {
    return switch (name) {
      case "reserved" ->
          new PurchaseOutcome.Reserved(order, EpochMillis.read(at), EpochMillis.read(detail));
      case "sold_out" -> new PurchaseOutcome.SoldOut();
      case "limit_reached" -> new PurchaseOutcome.LimitReached(Integer.parseInt(detail));
      case "sale_not_open" -> new PurchaseOutcome.SaleNotOpen(EpochMillis.read(detail));
      case "sale_closed" -> new PurchaseOutcome.SaleClosed(EpochMillis.read(detail));
      case "queued" -> new PurchaseOutcome.Queued(order);
      case "unknown" -> new PurchaseOutcome.Unknown(order);
      default -> throw new IllegalStateException("order " + order + " has the outcome " + name);
    };
  }

  /** What came of a wish to change an order. */
  static OrderChange change(List<String> reply) {
    return switch (reply.getFirst()) {
      case "none" -> new OrderChange.NoSuchOrder();
      case "undecided" -> new OrderChange.Undecided();
      case "refused" -> new OrderChange.Refused(OrderState.valueOf(reply.get(1)));
      default -> new OrderChange.Done(OrderState.valueOf(reply.get(1)));
    };
  }

  /** The states of an order: {@code STATE:epoch ms}, separated by commas. */
  static List<Order.Transition> history(String text) {
    return Arrays.stream(text.split(",", -1)).map(Replies::transition).toList();
  }

  private static Order.Transition transition(String text) {
    int colon = text.indexOf(':');
    return new Order.Transition(
        OrderState.valueOf(text.substring(0, colon)), EpochMillis.read(text.substring(colon + 1)));
  }
}
