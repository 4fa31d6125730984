package flashsalelab.web.live;

import flashsalelab.sale.BuyerId;
import flashsalelab.sale.Offer;
import flashsalelab.sale.Order;
import flashsalelab.sale.OrderAnswer;
import flashsalelab.sale.OrderChanges;
import flashsalelab.sale.OrderId;
import flashsalelab.sale.OrderState;
import flashsalelab.sale.Product;
import flashsalelab.sale.SaleState;
import flashsalelab.sale.Sku;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A sale that is what the test says, and counts what it is asked. */
final class FakeSale implements OrderChanges {
  private final Map<Sku, Offer> offers = new HashMap<>();
  private final Map<OrderId, OrderAnswer> orders = new HashMap<>();
  private final List<OrderId> ledger = new ArrayList<>();
  boolean away;
  int offersAsked;
  int ordersAsked;
  int changesAsked;

  LiveSources sources() {
    return new LiveSources(this::offer, this::order, this, FakeSale::body);
  }

  static byte[] body(OrderAnswer answer) {
    String text =
        switch (answer) {
          case OrderAnswer.Found(Order order) -> "{\"state\":\"" + order.state() + "\"}";
          case OrderAnswer.Undecided undecided -> "{\"outcome\":\"unknown\"}";
          case OrderAnswer.NoSuchOrder none -> "{}";
        };
    return text.getBytes(StandardCharsets.UTF_8);
  }

  void stock(Sku sku, int free, long at) {
    Product product = new Product(sku, "Tee", 1, 10, 1, null, null);
    offers.put(
        sku, new Offer(product, free, 10 - free, 0, SaleState.OPEN, Instant.ofEpochMilli(at)));
  }

  /** An order that had these states. */
  void order(OrderId id, OrderState... states) {
    List<Order.Transition> history = new ArrayList<>();
    for (OrderState state : states) {
      history.add(new Order.Transition(state, Instant.EPOCH));
    }
    orders.put(
        id, new OrderAnswer.Found(new Order(id, new BuyerId("ann"), 1, 1, null, null, history)));
    ledger.add(id);
  }

  void undecided(OrderId id) {
    orders.put(id, new OrderAnswer.Undecided(id));
  }

  void withdrawn(OrderId id) {
    orders.remove(id);
  }

  OrderAnswer answer(OrderId id) {
    return orders.getOrDefault(id, new OrderAnswer.NoSuchOrder(id));
  }

  private CompletionStage<Optional<Offer>> offer(Sku sku) {
    offersAsked++;
    return told(Optional.ofNullable(offers.get(sku)));
  }

  private CompletionStage<OrderAnswer> order(OrderId id) {
    ordersAsked++;
    return told(answer(id));
  }

  @Override
  public CompletionStage<String> position(Sku sku) {
    return told(Integer.toString(ledger.size()));
  }

  @Override
  public CompletionStage<Page> after(Sku sku, String position, int most) {
    changesAsked++;
    int from = Integer.parseInt(position);
    int to = Math.min(ledger.size(), from + most);
    return told(new Page(ledger.subList(from, to), Integer.toString(to)));
  }

  private <T> CompletionStage<T> told(T answer) {
    return away
        ? CompletableFuture.failedFuture(new IllegalStateException("away"))
        : CompletableFuture.completedFuture(answer);
  }
}
