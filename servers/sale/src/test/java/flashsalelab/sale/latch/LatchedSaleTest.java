package flashsalelab.sale.latch;

import static flashsalelab.sale.fixture.SaleFixture.purchase;
import static flashsalelab.sale.fixture.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.sale.IdempotencyKey;
import flashsalelab.sale.Offer;
import flashsalelab.sale.OrderChange;
import flashsalelab.sale.OrderId;
import flashsalelab.sale.OrderState;
import flashsalelab.sale.Product;
import flashsalelab.sale.PurchaseAnswer;
import flashsalelab.sale.PurchaseOutcome;
import flashsalelab.sale.RequestPattern;
import flashsalelab.sale.Sale;
import flashsalelab.sale.StockGuard;
import flashsalelab.sale.fixture.RedisProcess;
import flashsalelab.sale.fixture.SaleFixture;
import flashsalelab.sale.queue.DecidingWorker;
import flashsalelab.sale.redis.RedisGlances;
import flashsalelab.sale.redis.RedisPurchaseQueue;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The latch before a real sale, in two processes. */
final class LatchedSaleTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private RedisProcess server;
  private SaleFixture one;
  private SaleFixture two;
  private int buyers;

  @BeforeEach
  void start() {
    server = RedisProcess.start();
    Map<String, String> patient = Map.of("REDIS_TIMEOUT_MS", "10000");
    one = SaleFixture.on(server, patient);
    two = SaleFixture.on(server, patient);
  }

  @AfterEach
  void stop() {
    one.close();
    two.close();
    server.close();
  }

  /** A process with a latch. */
  private record Instance(SoldOutLatch latch, Sale sale) {
    static Instance of(SaleFixture fixture, String name) {
      StockGuard guard = fixture.guard(name);
      return of(fixture, guard, RequestPattern.sync(guard));
    }

    static Instance of(SaleFixture fixture, StockGuard guard, RequestPattern pattern) {
      SoldOutLatch latch = new SoldOutLatch(pattern, new RedisGlances(fixture.redis()));
      return new Instance(latch, fixture.sale(latch, guard));
    }

    PurchaseOutcome buy(Product product, String buyer) {
      PurchaseAnswer answer = await(sale.purchase(purchase(product, buyer, "k", 1)));
      assertThat(answer).isInstanceOf(PurchaseAnswer.Decided.class);
      return ((PurchaseAnswer.Decided) answer).outcome();
    }

    Optional<OrderId> reserved(Product product, String buyer) {
      return buy(product, buyer) instanceof PurchaseOutcome.Reserved reserved
          ? Optional.of(reserved.order())
          : Optional.empty();
    }
  }

  private String another() {
    return "b" + ++buyers;
  }

  /** Asks until somebody is refused from memory. */
  private void untilLatched(Instance instance, Product product) {
    long before = instance.latch().refused();
    Awaitility.await()
        .pollInterval(Duration.ofMillis(5))
        .until(() -> {
          assertThat(instance.buy(product, another())).isInstanceOf(PurchaseOutcome.SoldOut.class);
          return instance.latch().refused() > before;
        });
  }

  @Test
  void purchase_ofWhatIsSoldOut_isRefusedWithoutRedisAndItsOwnerIsNot() {
    Instance instance = Instance.of(one, "semaphore");
    Product product = one.supplied(1, 1);
    OrderId order = instance.reserved(product, "owner").orElseThrow();
    untilLatched(instance, product);
    assertThat(instance.reserved(product, "owner")).contains(order);

    server.stop();
    assertThat(instance.buy(product, another())).isInstanceOf(PurchaseOutcome.SoldOut.class);
    assertThat(await(instance.sale().purchase(purchase(product, "owner", "k", 1))))
        .isEqualTo(new PurchaseAnswer.Unavailable());
  }

  @Test
  void owner_whoseOrderHasEnded_isToldOfItStill() {
    Instance instance = Instance.of(one, "lua");
    Product product = one.supplied(1, 1);
    OrderId first = instance.reserved(product, "first").orElseThrow();
    await(instance.sale().cancel(first));
    assertThat(instance.reserved(product, "second")).isPresent();
    untilLatched(instance, product);
    assertThat(instance.reserved(product, "first")).contains(first);
  }

  @ParameterizedTest
  @ValueSource(strings = {"semaphore", "lua"})
  void unit_thatIsReturned_reopensEveryProcessWithinASecond(String guard) {
    List<Instance> instances = List.of(Instance.of(one, guard), Instance.of(two, guard));
    Product product = one.supplied(1, 1);
    OrderId order = instances.getFirst().reserved(product, "owner").orElseThrow();
    for (Instance instance : instances) {
      instances.forEach(each -> untilLatched(each, product));
      assertThat(await(instances.getLast().sale().cancel(order)))
          .isEqualTo(new OrderChange.Done(OrderState.CANCELLED));
      long returned = System.nanoTime();
      Optional<OrderId> next = Optional.empty();
      while (next.isEmpty() && System.nanoTime() - returned < SECOND.toNanos()) {
        next = instance.reserved(product, another());
      }
      order = next.orElseThrow();
    }
  }

  @Test
  void units_thatAreSuppliedLater_reopenTheProcess() {
    Instance instance = Instance.of(one, "lua");
    Product product = one.supplied(1, 1);
    assertThat(instance.reserved(product, "owner")).isPresent();
    untilLatched(instance, product);
    await(instance.sale().restock(product.sku(), new IdempotencyKey("more"), 1));
    Awaitility.await()
        .atMost(SECOND)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> instance.reserved(product, another()).isPresent());
  }

  @ParameterizedTest
  @ValueSource(strings = {"semaphore", "lua-batched"})
  void crowd_withCancellations_leavesNoUnitUnsold(String guard) {
    List<Instance> instances = List.of(Instance.of(one, guard), Instance.of(two, guard));
    Product product = one.supplied(20, 1);
    Random random = new Random(6);
    ArrayDeque<OrderId> orders = new ArrayDeque<>();
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < SECOND.multipliedBy(3).toNanos()) {
      Instance instance = instances.get(random.nextInt(2));
      instance.reserved(product, another()).ifPresent(orders::add);
      if (!orders.isEmpty() && random.nextInt(500) == 0) {
        await(instance.sale().cancel(orders.remove()));
      }
    }
    assertThat(instances).allMatch(instance -> instance.latch().refused() > 0);
    long last = System.nanoTime();
    while (System.nanoTime() - last < SECOND.toNanos()) {
      instances.get(random.nextInt(2)).reserved(product, another());
    }
    Offer offer = await(one.sale().offer(product.sku())).orElseThrow();
    assertThat(offer.free()).isZero();
    assertThat(offer.held()).isEqualTo(20);
  }

  @Test
  void queue_thatHasAnUndecidedPurchase_isFilledFurther() throws InterruptedException {
    StockGuard guard = one.guard("lua");
    try (RedisPurchaseQueue queue = one.queue(100, RedisPurchaseQueue.Times.USUAL)) {
      Instance instance = Instance.of(one, guard, queue);
      Product product = one.supplied(1, 1);
      assertThat(Instance.of(one, "lua").reserved(product, "owner")).isPresent();
      for (int i = 0; i < 5; i++) {
        assertThat(instance.buy(product, another())).isInstanceOf(PurchaseOutcome.Queued.class);
        Thread.sleep(SoldOutLatch.INTERVAL.dividedBy(2));
      }
    }
  }

  @Test
  void queue_ofWhatIsSoldOut_isNotFilledAnyMore() {
    StockGuard guard = one.guard("lua");
    try (RedisPurchaseQueue queue = one.queue(100, RedisPurchaseQueue.Times.USUAL)) {
      Instance instance = Instance.of(one, guard, queue);
      Product product = one.supplied(1, 1);
      PurchaseOutcome.Queued owner = (PurchaseOutcome.Queued) instance.buy(product, "owner");
      for (int i = 0; i < 5; i++) {
        assertThat(instance.buy(product, another())).isInstanceOf(PurchaseOutcome.Queued.class);
      }
      queue.handTo(new DecidingWorker(guard));
      Awaitility.await()
          .pollInterval(Duration.ofMillis(5))
          .until(() -> instance.buy(product, another()) instanceof PurchaseOutcome.SoldOut);
      assertThat(instance.latch().refused()).isEqualTo(1);
      assertThat(instance.reserved(product, "owner")).contains(owner.order());
    }
  }
}
