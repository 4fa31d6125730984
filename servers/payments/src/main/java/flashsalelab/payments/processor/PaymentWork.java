package flashsalelab.payments.processor;

import flashsalelab.payments.client.ChargeStanding;
import flashsalelab.payments.client.GatewayClient;
import flashsalelab.payments.client.GatewayReply;
import flashsalelab.payments.processor.PaymentResult.Ended;
import flashsalelab.payments.processor.PaymentResult.Open;
import flashsalelab.payments.processor.PaymentResult.Postponed;
import flashsalelab.sale.Order;
import flashsalelab.sale.OrderAnswer;
import flashsalelab.sale.OrderBook;
import flashsalelab.sale.OrderChange;
import flashsalelab.sale.OrderId;
import flashsalelab.sale.OrderState;
import flashsalelab.sale.StockGuard;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Brings an order to be paid to its end, in plain steps that the calling thread waits for.
 *
 * <p>It may stop between any two steps and be begun anew, by anyone, also by two at once. The
 * charge's idempotency key is the order's id, so an order is charged once. The order's transitions
 * are conditional, so it is paid or it is not; and a charge whose order cannot be paid is given
 * back before the work counts as ended.
 */
final class PaymentWork {
  private final OrderBook orders;
  private final StockGuard guard;
  private final GatewayClient gateway;

  PaymentWork(OrderBook orders, StockGuard guard, GatewayClient gateway) {
    this.orders = orders;
    this.guard = guard;
    this.gateway = gateway;
  }

  /**
   * Works on an order as it stands.
   *
   * @param first whether nobody has worked on it before, so that it cannot have been charged
   * @throws java.util.concurrent.CompletionException if the store cannot be asked; to be done again
   */
  PaymentResult work(OrderId id, boolean first) {
    return switch (await(orders.find(id))) {
      case OrderAnswer.NoSuchOrder none -> repay(id);
      case OrderAnswer.Undecided undecided -> new Open("the purchase is not decided");
      case OrderAnswer.Found(Order order) ->
          switch (order.state()) {
            case QUEUED -> new Open("the order is queued");
            case RESERVED -> pay(order, first);
            case REJECTED, PAID, REFUNDED -> new Ended(word(order.state()));
            case PAYMENT_FAILED, EXPIRED, CANCELLED -> repay(id);
          };
    };
  }

  private PaymentResult pay(Order order, boolean first) {
    return switch (await(orders.charging(order.id()))) {
      case OrderChange.Done done -> charge(order, first);
      case OrderChange.Refused(OrderState present) -> refused(order.id(), present, this::repay);
      case OrderChange.Undecided undecided -> new Open("the order is gone");
      case OrderChange.NoSuchOrder none -> new Open("the order is gone");
    };
  }

  private PaymentResult charge(Order order, boolean first) {
    OrderId id = order.id();
    if (first) {
      return charge(order);
    }
    return told(
        gateway.find(id.toString()),
        standing -> standing == ChargeStanding.NONE ? charge(order) : charged(id, standing));
  }

  private PaymentResult charge(Order order) {
    String key = order.id().toString();
    return told(
        gateway.charge(key, key, order.amount()), standing -> charged(order.id(), standing));
  }

  private PaymentResult charged(OrderId id, ChargeStanding standing) {
    return switch (standing) {
      case CAPTURED -> confirm(id);
      case DECLINED -> failed(id);
      case REFUNDED -> {
        await(guard.release(id, OrderState.PAYMENT_FAILED));
        yield refunded(id);
      }
      case NONE -> new Open("the gateway does not know the charge that was asked for");
    };
  }

  private PaymentResult confirm(OrderId id) {
    return switch (await(orders.paid(id))) {
      case OrderChange.Done done -> new Ended(word(OrderState.PAID));
      case OrderChange.Refused(OrderState present) -> refused(id, present, this::refund);
      case OrderChange.Undecided undecided -> new Open("the order is gone");
      case OrderChange.NoSuchOrder none -> refund(id);
    };
  }

  private PaymentResult failed(OrderId id) {
    return switch (await(guard.release(id, OrderState.PAYMENT_FAILED))) {
      case OrderChange.Done done -> new Ended(word(OrderState.PAYMENT_FAILED));
      case OrderChange.Refused(OrderState present) -> new Ended(word(present));
      case OrderChange.Undecided undecided -> new Open("the order is gone");
      case OrderChange.NoSuchOrder none -> new Ended("gone");
    };
  }

  /**
   * The order cannot be charged or paid.
   *
   * @param ending what is to be done about its charge if it is not paid
   */
  private PaymentResult refused(
      OrderId id, OrderState present, Function<OrderId, PaymentResult> ending) {
    return switch (present) {
      case RESERVED ->
          switch (await(guard.release(id, OrderState.EXPIRED))) {
            case OrderChange.Refused(OrderState now) when now == OrderState.RESERVED ->
                new Open("the hold is neither over nor does it last");
            case OrderChange.Refused(OrderState now) -> refused(id, now, ending);
            default -> ending.apply(id);
          };
      case PAID, REFUNDED, REJECTED -> new Ended(word(present));
      case PAYMENT_FAILED, EXPIRED, CANCELLED -> ending.apply(id);
      case QUEUED -> new Open("the order is queued");
    };
  }

  /** The order has ended unpaid, or there is none: gives back what may have been charged. */
  private PaymentResult repay(OrderId id) {
    return told(
        gateway.find(id.toString()),
        standing ->
            switch (standing) {
              case NONE, DECLINED -> new Ended("unpaid");
              case CAPTURED -> refund(id);
              case REFUNDED -> refunded(id);
            });
  }

  private PaymentResult refund(OrderId id) {
    return told(
        gateway.refund(id.toString()),
        standing ->
            standing == ChargeStanding.REFUNDED
                ? refunded(id)
                : new Open("a captured charge was not refunded, it is " + standing));
  }

  private PaymentResult refunded(OrderId id) {
    return switch (await(orders.refunded(id))) {
      case OrderChange.Done done -> new Ended(word(OrderState.REFUNDED));
      case OrderChange.NoSuchOrder none -> new Ended(word(OrderState.REFUNDED));
      case OrderChange.Undecided undecided -> new Ended(word(OrderState.REFUNDED));
      case OrderChange.Refused(OrderState present) ->
          new Open("the charge is refunded, the order is " + present);
    };
  }

  private static PaymentResult told(
      GatewayReply<ChargeStanding> reply, Function<ChargeStanding, PaymentResult> next) {
    return switch (reply) {
      case GatewayReply.Answered<ChargeStanding>(ChargeStanding standing) -> next.apply(standing);
      case GatewayReply.Refused<ChargeStanding>(String why) -> new Open(why);
      case GatewayReply.Unknown<ChargeStanding>(String why) -> new Open(why);
      case GatewayReply.NotAsked<ChargeStanding> notAsked -> new Postponed();
    };
  }

  /**
   * Gives the payment of an order up: a reservation is released.
   *
   * @return whether there is anything to be given up: false if the order has come to its end
   */
  boolean giveUp(OrderId id) {
    return switch (await(guard.release(id, OrderState.PAYMENT_FAILED))) {
      case OrderChange.Refused(OrderState present) -> OrderState.releasing().contains(present);
      default -> true;
    };
  }

  private static String word(OrderState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private static <T> T await(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }
}
