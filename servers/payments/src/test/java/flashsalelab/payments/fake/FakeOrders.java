package flashsalelab.payments.fake;

import static java.util.concurrent.CompletableFuture.completedFuture;

import flashsalelab.sale.BuyerId;
import flashsalelab.sale.Order;
import flashsalelab.sale.OrderAnswer;
import flashsalelab.sale.OrderBook;
import flashsalelab.sale.OrderChange;
import flashsalelab.sale.OrderId;
import flashsalelab.sale.OrderState;
import flashsalelab.sale.Purchase;
import flashsalelab.sale.PurchaseAnswer;
import flashsalelab.sale.PurchaseRequest;
import flashsalelab.sale.Sku;
import flashsalelab.sale.StockGuard;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Orders in memory, by the rules of the real ones. */
public final class FakeOrders implements OrderBook, StockGuard {
  /** What every order costs. */
  public static final long AMOUNT = 1_999;

  private final Steps steps;
  private final Map<OrderId, OrderState> states = new LinkedHashMap<>();
  private boolean undecided;
  private boolean holdIsOver;
  private int returned;

  /** Orders whose changes are steps. */
  public FakeOrders(Steps steps) {
    this.steps = steps;
  }

  /** An order in this state. */
  public OrderId put(OrderState state) {
    OrderId id = OrderId.next(new Sku("tee"));
    states.put(id, state);
    return id;
  }

  /** The state of an order. */
  public OrderState state(OrderId id) {
    return states.getOrDefault(id, OrderState.REJECTED);
  }

  /** Whatever is not there is undecided. */
  public void undecided() {
    undecided = true;
  }

  /** The hold of every order is over. */
  public void endHold() {
    holdIsOver = true;
  }

  /** The buyer gives an order up; no step of anyone else's work. */
  public void cancel(OrderId id) {
    to(id, OrderState.CANCELLED);
  }

  /** The orders whose units were given back. */
  public int returned() {
    return returned;
  }

  @Override
  public CompletionStage<OrderAnswer> find(OrderId id) {
    return step(() -> {
      OrderState state = states.get(id);
      if (state == null) {
        return undecided ? new OrderAnswer.Undecided(id) : new OrderAnswer.NoSuchOrder(id);
      }
      return new OrderAnswer.Found(
          new Order(
              id,
              new BuyerId("ann"),
              1,
              AMOUNT,
              Instant.EPOCH,
              null,
              List.of(new Order.Transition(state, Instant.EPOCH))));
    });
  }

  @Override
  public CompletionStage<List<OrderId>> overdue(Sku sku, int most) {
    return completedFuture(List.of());
  }

  @Override
  public CompletionStage<OrderChange> charging(OrderId id) {
    return step(() ->
        states.get(id) == OrderState.RESERVED && !holdIsOver
            ? new OrderChange.Done(OrderState.RESERVED)
            : refused(id));
  }

  @Override
  public CompletionStage<OrderChange> paid(OrderId id) {
    return step(() -> to(id, OrderState.PAID));
  }

  @Override
  public CompletionStage<OrderChange> refunded(OrderId id) {
    return step(() -> to(id, OrderState.REFUNDED));
  }

  @Override
  public CompletionStage<PurchaseAnswer> decide(Purchase purchase, OrderId order) {
    throw new UnsupportedOperationException("payments decide no purchases");
  }

  @Override
  public List<CompletionStage<PurchaseAnswer>> decideInOrder(
      List<PurchaseRequest> requests, BooleanSupplier turn) {
    throw new UnsupportedOperationException("payments decide no purchases");
  }

  @Override
  public CompletionStage<OrderChange> release(OrderId order, OrderState to) {
    return step(() -> to(order, to));
  }

  private OrderChange to(OrderId id, OrderState to) {
    OrderState from = states.get(id);
    if (from == to) {
      return new OrderChange.Done(to);
    }
    boolean refused =
        from == null
            || !from.next().contains(to)
            || (to == OrderState.PAID && holdIsOver)
            || (to == OrderState.EXPIRED && !holdIsOver);
    if (refused) {
      return refused(id);
    }
    states.put(id, to);
    if (OrderState.releasing().contains(to)) {
      returned++;
    }
    return new OrderChange.Done(to);
  }

  private OrderChange refused(OrderId id) {
    OrderState present = states.get(id);
    if (present == null) {
      return undecided ? new OrderChange.Undecided() : new OrderChange.NoSuchOrder();
    }
    return new OrderChange.Refused(present);
  }

  private <T> CompletionStage<T> step(Supplier<T> effect) {
    return completedFuture(steps.call(effect));
  }
}
