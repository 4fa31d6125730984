package flashsalelab.sale.queue;

import static flashsalelab.sale.fixture.SaleFixture.purchase;
import static flashsalelab.sale.fixture.Waiting.await;

import flashsalelab.sale.Catalogue;
import flashsalelab.sale.Order;
import flashsalelab.sale.OrderAnswer;
import flashsalelab.sale.OrderId;
import flashsalelab.sale.OrderState;
import flashsalelab.sale.Product;
import flashsalelab.sale.Purchase;
import flashsalelab.sale.PurchaseAnswer;
import flashsalelab.sale.PurchaseOutcome;
import flashsalelab.sale.PurchaseRequest;
import flashsalelab.sale.StockGuard;
import flashsalelab.sale.fixture.SaleFixture;
import flashsalelab.sale.redis.RedisPurchaseQueue;
import flashsalelab.sale.stock.QuickLocks;
import flashsalelab.sale.stock.StockGuards;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/** A process of a sale that queues its purchases, and whether its worker is at work. */
final class QueuedSale implements AutoCloseable {
  /** Nothing but wake-ups moves the queue within a test. */
  static final RedisPurchaseQueue.Times NEVER =
      new RedisPurchaseQueue.Times(
          Duration.ofMinutes(2), Duration.ofMinutes(1), Duration.ofMillis(20));

  /** Everything happens soon. */
  static final RedisPurchaseQueue.Times SOON =
      new RedisPurchaseQueue.Times(
          Duration.ofSeconds(1), Duration.ofMillis(50), Duration.ofMillis(20));

  /** It looks once, at the start; others need not wait long when it is gone. */
  static final RedisPurchaseQueue.Times BLIND =
      new RedisPurchaseQueue.Times(
          Duration.ofMillis(400), Duration.ofMinutes(1), Duration.ofMillis(20));

  private static final int NO_LIMIT = 1_000_000;

  private final SaleFixture process;
  private final StockGuard guard;
  private final RedisPurchaseQueue queue;

  private QueuedSale(SaleFixture process, String guard, RedisPurchaseQueue queue) {
    this.process = process;
    this.guard =
        guard.equals("lock")
            ? QuickLocks.on(process.redis(), SaleFixture.TERMS)
            : process.guard(guard);
    this.queue = queue;
  }

  /** A process whose worker does not work yet. */
  static QueuedSale of(SaleFixture process, String guard) {
    return of(process, guard, SOON);
  }

  /** The same with other times. */
  static QueuedSale of(SaleFixture process, String guard, RedisPurchaseQueue.Times times) {
    return new QueuedSale(process, guard, process.queue(NO_LIMIT, times));
  }

  /** The same, which looks for purchases of one product only. */
  static QueuedSale only(
      Product product, SaleFixture process, String guard, RedisPurchaseQueue.Times times) {
    Catalogue catalogue = () -> CompletableFuture.completedStage(List.of(product.sku()));
    return new QueuedSale(process, guard, process.queue(catalogue, NO_LIMIT, times));
  }

  /** The same with a limit of purchases that may be undecided. */
  static QueuedSale limited(SaleFixture process, String guard, int limit) {
    return new QueuedSale(process, guard, process.queue(limit, SOON));
  }

  /** Every guard but the control. */
  static List<String> guards() {
    return StockGuards.names().stream().filter(name -> !name.equals("unguarded")).toList();
  }

  /** Starts the worker. */
  QueuedSale works() {
    queue.handTo(new DecidingWorker(guard));
    return this;
  }

  StockGuard guard() {
    return guard;
  }

  RedisPurchaseQueue queue() {
    return queue;
  }

  PurchaseAnswer buy(Purchase purchase) {
    return await(process.sale(queue, guard).purchase(purchase));
  }

  PurchaseAnswer buy(PurchaseRequest request) {
    return await(queue.answer(request));
  }

  /** The order of a purchase of a unit that is accepted. */
  OrderId accepted(Product product, String buyer) {
    return queuedOrder(buy(purchase(product, buyer, "k", 1)));
  }

  /** The orders of purchases of a unit each, accepted one after the other. */
  List<OrderId> accepted(Product product, int buyers) {
    return IntStream.range(0, buyers).mapToObj(i -> accepted(product, "b" + i)).toList();
  }

  static OrderId queuedOrder(PurchaseAnswer answer) {
    return ((PurchaseOutcome.Queued) ((PurchaseAnswer.Decided) answer).outcome()).order();
  }

  Order order(OrderId id) {
    return ((OrderAnswer.Found) await(process.orders().find(id))).order();
  }

  OrderState state(OrderId id) {
    return order(id).state();
  }

  List<OrderState> states(List<OrderId> orders) {
    return orders.stream().map(this::state).toList();
  }

  /** Waits until none of them is queued. */
  void awaitDecided(List<OrderId> orders) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(10))
        .until(() -> !states(orders).contains(OrderState.QUEUED));
  }

  @Override
  public void close() {
    queue.close();
  }
}
