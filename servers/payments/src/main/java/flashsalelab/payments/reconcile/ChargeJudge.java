package flashsalelab.payments.reconcile;

import flashsalelab.payments.client.ChargeStanding;
import flashsalelab.payments.client.GatewayClient;
import flashsalelab.payments.client.GatewayReply;
import flashsalelab.payments.client.LedgerPage;
import flashsalelab.sale.InvalidValueException;
import flashsalelab.sale.Order;
import flashsalelab.sale.OrderAnswer;
import flashsalelab.sale.OrderBook;
import flashsalelab.sale.OrderChange;
import flashsalelab.sale.OrderId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Holds one charge against its order, and mends what does not agree once the charge is older than
 * the grace: a processor may still be at work on a younger one.
 */
final class ChargeJudge {
  private final GatewayClient gateway;
  private final OrderBook orders;
  private final Duration grace;

  ChargeJudge(GatewayClient gateway, OrderBook orders, Duration grace) {
    this.gateway = gateway;
    this.orders = orders;
    this.grace = grace;
  }

  /**
   * Looks at a charge.
   *
   * @param now the gateway's time
   */
  Finding judge(LedgerPage.Entry charge, Instant now) throws NoAnswerException {
    if (charge.standing() == ChargeStanding.DECLINED) {
      return Finding.SETTLED;
    }
    boolean old = !now.isBefore(charge.at().plus(grace));
    Optional<OrderId> id = order(charge);
    if (id.isEmpty()) {
      return withoutOrder(charge, old);
    }
    return switch (await(orders.find(id.get()))) {
      case OrderAnswer.NoSuchOrder none -> withoutOrder(charge, old);
      case OrderAnswer.Undecided undecided -> Finding.LATER;
      case OrderAnswer.Found(Order order) ->
          charge.standing() == ChargeStanding.CAPTURED
              ? captured(charge, order, old)
              : refunded(order);
    };
  }

  /** The order that is charged: none if it was not charged under its own key. */
  static Optional<OrderId> order(LedgerPage.Entry charge) {
    try {
      return charge.key().equals(charge.order())
          ? Optional.of(OrderId.parse(charge.key()))
          : Optional.empty();
    } catch (InvalidValueException e) {
      return Optional.empty();
    }
  }

  private Finding withoutOrder(LedgerPage.Entry charge, boolean old) throws NoAnswerException {
    if (charge.standing() == ChargeStanding.REFUNDED) {
      return Finding.SETTLED;
    }
    return old && isRefunded(charge) ? Finding.REFUNDED : Finding.LATER;
  }

  private Finding captured(LedgerPage.Entry charge, Order order, boolean old)
      throws NoAnswerException {
    boolean exact = charge.amount() == order.amount();
    return switch (order.state()) {
      case QUEUED -> Finding.LATER;
      case RESERVED -> old ? confirmed(order, exact) : Finding.LATER;
      case PAID -> exact ? Finding.SETTLED : Finding.UNEXPLAINED;
      case REJECTED, PAYMENT_FAILED, EXPIRED, CANCELLED, REFUNDED ->
          old && isRefunded(charge) ? repaid(order) : Finding.LATER;
    };
  }

  private Finding repaid(Order order) {
    Finding finding = refunded(order);
    return finding == Finding.SETTLED ? Finding.REFUNDED : finding;
  }

  private Finding confirmed(Order order, boolean exact) {
    if (!exact) {
      return Finding.UNEXPLAINED;
    }
    return await(orders.paid(order.id())) instanceof OrderChange.Done
        ? Finding.CONFIRMED
        : Finding.LATER;
  }

  /** The money of an order was given back; the order is to say so. */
  private Finding refunded(Order order) {
    return switch (order.state()) {
      case QUEUED, RESERVED -> Finding.LATER;
      case PAID -> Finding.UNEXPLAINED;
      case REJECTED, REFUNDED -> Finding.SETTLED;
      case PAYMENT_FAILED, EXPIRED, CANCELLED ->
          await(orders.refunded(order.id())) instanceof OrderChange.Done
              ? Finding.REFUNDED
              : Finding.LATER;
    };
  }

  private boolean isRefunded(LedgerPage.Entry charge) throws NoAnswerException {
    return answered(gateway.refund(charge.key())) == ChargeStanding.REFUNDED;
  }

  /** What the gateway answers. */
  static <T> T answered(GatewayReply<T> reply) throws NoAnswerException {
    return switch (reply) {
      case GatewayReply.Answered<T>(T value) -> value;
      case GatewayReply.Refused<T>(String why) -> throw new NoAnswerException(why);
      case GatewayReply.Unknown<T>(String why) -> throw new NoAnswerException(why);
      case GatewayReply.NotAsked<T> notAsked ->
          throw new NoAnswerException("the gateway is left alone, it failed too often");
    };
  }

  private static <T> T await(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }
}
