package flashsalelab.sale.rabbit;

import static flashsalelab.sale.fixture.Waiting.await;

import flashsalelab.sale.Order;
import flashsalelab.sale.OrderAnswer;
import flashsalelab.sale.OrderId;
import flashsalelab.sale.OrderState;
import flashsalelab.sale.Product;
import flashsalelab.sale.PurchaseAnswer;
import flashsalelab.sale.PurchaseOutcome;
import flashsalelab.sale.PurchaseRequest;
import flashsalelab.sale.fixture.SaleFixture;
import flashsalelab.sale.queue.DecidingWorker;
import flashsalelab.sale.queue.PurchaseDecider;
import flashsalelab.sale.redis.Acceptance;
import flashsalelab.sale.redis.QueuedPurchases;
import flashsalelab.sale.settings.SettingsReader;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** A process of a sale, as far as its queue in RabbitMQ goes. */
final class Instance implements AutoCloseable {
  private static final int PLENTY = 100_000;
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final SaleFixture sale;
  private final RabbitPurchaseQueue queue;

  private Instance(SaleFixture sale, RabbitPurchaseQueue queue) {
    this.sale = sale;
    this.queue = queue;
  }

  /** One that starts to connect. */
  static Instance opening(SaleFixture sale, String url, int limit, Map<String, String> variables) {
    return new Instance(
        sale,
        new RabbitPurchaseQueue(
            settings(url, variables),
            new Acceptance(sale.redis(), SaleFixture.TERMS, limit, Acceptance.Keeper.SET),
            new QueuedPurchases(sale.redis()),
            sale.inventory()));
  }

  /** One that is connected. */
  static Instance on(SaleFixture sale, String url) {
    return on(sale, url, PLENTY);
  }

  /** One that is connected and lets so many of a product wait. */
  static Instance on(SaleFixture sale, String url, int limit) {
    Instance instance = opening(sale, url, limit, Map.of());
    instance.awaitConnection();
    return instance;
  }

  /** Quick to look and to try again, so that a test need not wait. */
  private static RabbitSettings settings(String url, Map<String, String> variables) {
    Map<String, String> environment =
        new HashMap<>(
            Map.of(
                "RABBITMQ_URL", url,
                "RABBITMQ_TIMEOUT_MS", "1000",
                "RABBITMQ_RECONNECT_DELAY_MS", "50",
                "RABBITMQ_RETRY_DELAY_MS", "20",
                "RABBITMQ_LOOK_INTERVAL_MS", "50",
                "RABBITMQ_GRACE_MS", "500"));
    environment.putAll(variables);
    SettingsReader reader = new SettingsReader(environment);
    RabbitSettings settings = RabbitSettings.read(reader);
    return reader.finish(() -> settings);
  }

  void awaitConnection() {
    Product none = SaleFixture.product(1, 1);
    Awaitility.await()
        .atMost(LIMIT)
        .until(() -> buy(none, "nobody", "none") instanceof PurchaseAnswer.NoSuchProduct);
  }

  SaleFixture sale() {
    return sale;
  }

  RabbitPurchaseQueue queue() {
    return queue;
  }

  /** Decides with the guard of this name. */
  Instance deciding(String guard) {
    return handing(new DecidingWorker(sale.guard(guard)));
  }

  Instance handing(PurchaseDecider decider) {
    queue.handTo(decider);
    return this;
  }

  PurchaseAnswer buy(Product product, String buyer, String key) {
    return await(queue.answer(request(product, buyer, key)));
  }

  static PurchaseRequest request(Product product, String buyer, String key) {
    return new PurchaseRequest(
        SaleFixture.purchase(product, buyer, key, 1), OrderId.next(product.sku()));
  }

  /** Buys a unit that has to be accepted. */
  OrderId accepted(Product product, String buyer) {
    PurchaseAnswer answer = buy(product, buyer, "key");
    if (answer
        instanceof
        PurchaseAnswer.Decided(PurchaseOutcome.Queued(OrderId order), boolean replayed)) {
      return order;
    }
    throw new AssertionError(buyer + " was told " + answer);
  }

  Order order(OrderId id) {
    if (await(sale.orders().find(id)) instanceof OrderAnswer.Found(Order order)) {
      return order;
    }
    throw new AssertionError("there is no order " + id);
  }

  /** The states of these orders when none of them is queued any more. */
  List<OrderState> decided(List<OrderId> orders) {
    Awaitility.await()
        .atMost(LIMIT)
        .until(() -> orders.stream().noneMatch(order -> order(order).state() == OrderState.QUEUED));
    return orders.stream().map(order -> order(order).state()).toList();
  }

  /** How many of a product wait. */
  int waiting(Product product) {
    return await(new QueuedPurchases(sale.redis()).undecided(product.sku()));
  }

  void awaitNoneWaiting(Product product) {
    Awaitility.await().atMost(LIMIT).until(() -> waiting(product) == 0);
  }

  @Override
  public void close() {
    queue.close();
  }
}
