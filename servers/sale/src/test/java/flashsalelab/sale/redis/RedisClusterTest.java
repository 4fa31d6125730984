package flashsalelab.sale.redis;

import static flashsalelab.sale.fixture.SaleFixture.purchase;
import static flashsalelab.sale.fixture.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flashsalelab.sale.Hold;
import flashsalelab.sale.HoldRequest;
import flashsalelab.sale.OrderChange;
import flashsalelab.sale.OrderId;
import flashsalelab.sale.OrderState;
import flashsalelab.sale.Product;
import flashsalelab.sale.PurchaseAnswer;
import flashsalelab.sale.PurchaseOutcome;
import flashsalelab.sale.Sale;
import flashsalelab.sale.StockGuard;
import flashsalelab.sale.fixture.RedisCluster;
import flashsalelab.sale.fixture.RedisProcess;
import flashsalelab.sale.fixture.SaleFixture;
import flashsalelab.sale.latch.SoldOutLatch;
import flashsalelab.sale.payment.DeadLetter;
import flashsalelab.sale.payment.PaymentTask;
import flashsalelab.sale.queue.DecidingWorker;
import flashsalelab.sale.stock.SteppedGuard;
import flashsalelab.sale.stock.StockGuards;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.redisson.client.RedisTimeoutException;

/** The sale on a Redis Cluster. */
@Timeout(60)
final class RedisClusterTest {
  private static RedisCluster cluster;
  private static SaleFixture fixture;

  @BeforeAll
  static void start() {
    cluster = RedisCluster.start();
    fixture = SaleFixture.at(cluster.url(), Map.of("REDIS_TIMEOUT_MS", "10000"));
  }

  @AfterAll
  static void stop() {
    fixture.close();
    cluster.close();
  }

  static List<String> guards() {
    return StockGuards.names();
  }

  private static PurchaseOutcome buy(Sale sale, Product product, String buyer) {
    PurchaseAnswer answer = await(sale.purchase(purchase(product, buyer, "k", 1)));
    assertThat(answer).isInstanceOf(PurchaseAnswer.Decided.class);
    return ((PurchaseAnswer.Decided) answer).outcome();
  }

  private static String stock(Product product) {
    return cluster.command("GET sale:{%s}:stock".formatted(product.sku()));
  }

  @Test
  void connection_toACluster_makesEveryScriptKnownToEveryNode() {
    for (RedisProcess node : cluster.nodes()) {
      String scripts =
          node.command("INFO memory")
              .lines()
              .filter(line -> line.startsWith("number_of_cached_scripts:"))
              .findFirst()
              .orElseThrow();
      int known = Integer.parseInt(scripts.substring(scripts.indexOf(':') + 1));
      assertThat(known).isGreaterThanOrEqualTo(Script.values().length);
    }
  }

  @ParameterizedTest
  @MethodSource("guards")
  void sale_ofProductsOnEveryNode_sellsTakesBackAndReconciles(String name) {
    Sale sale = fixture.sale(fixture.guard(name));
    List<Product> products = IntStream.range(0, 12).mapToObj(i -> fixture.supplied(2, 1)).toList();
    assertThat(products.stream().map(RedisClusterTest::node).distinct()).hasSize(3);
    for (Product product : products) {
      OrderId order = ((PurchaseOutcome.Reserved) buy(sale, product, "ann")).order();
      assertThat(buy(sale, product, "bob")).isInstanceOf(PurchaseOutcome.Reserved.class);
      assertThat(buy(sale, product, "cid")).isInstanceOf(PurchaseOutcome.SoldOut.class);
      assertThat(await(sale.cancel(order))).isEqualTo(new OrderChange.Done(OrderState.CANCELLED));
      assertThat(buy(sale, product, "dan")).isInstanceOf(PurchaseOutcome.Reserved.class);
      assertThat(await(fixture.books().reconcile(product.sku(), Duration.ZERO)))
          .hasValueSatisfying(found -> assertThat(found.found()).isFalse());
    }
    assertThat(await(sale.offers()).stream().map(offer -> offer.product().sku()))
        .containsAll(products.stream().map(Product::sku).toList());
  }

  @ParameterizedTest
  @MethodSource("guards")
  void queue_ofProductsOnEveryNode_isDecidedAndThenRefusedFromMemory(String name) {
    StockGuard guard = fixture.guard(name);
    List<Product> products = IntStream.range(0, 12).mapToObj(i -> fixture.supplied(1, 1)).toList();
    assertThat(products.stream().map(RedisClusterTest::node).distinct()).hasSize(3);
    try (RedisPurchaseQueue queue = fixture.queue(10, RedisPurchaseQueue.Times.USUAL)) {
      queue.handTo(new DecidingWorker(guard));
      SoldOutLatch latch = new SoldOutLatch(queue, new RedisGlances(fixture.redis()));
      Sale sale = fixture.sale(latch, guard);
      for (Product product : products) {
        OrderId first = ((PurchaseOutcome.Queued) buy(sale, product, "ann")).order();
        Awaitility.await()
            .until(() ->
                buy(sale, product, "b" + System.nanoTime()) instanceof PurchaseOutcome.SoldOut);
        assertThat(buy(sale, product, "ann"))
            .isInstanceOfSatisfying(
                PurchaseOutcome.Reserved.class,
                reserved -> assertThat(reserved.order()).isEqualTo(first));
        assertThat(await(fixture.changes().after(product.sku(), "0-0", 2)).orders())
            .contains(first);
      }
      assertThat(latch.refused()).isGreaterThanOrEqualTo(products.size());
    }
  }

  @Test
  void payments_ofProductsOnEveryNode_areMadeGivenUpAndTriedAgain() {
    RedisPaymentFeed feed = new RedisPaymentFeed(fixture.redis(), "one");
    RedisDeadLetters letters = new RedisDeadLetters(fixture.redis(), fixture.inventory());
    for (int i = 0; i < 6; i++) {
      Product product = fixture.supplied(2, 1);
      OrderId first = ((PurchaseOutcome.Reserved) buy(fixture.sale(), product, "ann")).order();
      OrderId second = ((PurchaseOutcome.Reserved) buy(fixture.sale(), product, "bob")).order();
      List<PaymentTask> tasks = await(feed.next(product.sku(), 2));
      assertThat(tasks).extracting(PaymentTask::order).containsExactly(first, second);

      await(fixture.orders().charging(first));
      assertThat(await(fixture.orders().paid(first)))
          .isEqualTo(new OrderChange.Done(OrderState.PAID));
      await(feed.done(tasks.getFirst()).thenApply(done -> true));
      await(feed.giveUp(tasks.getLast(), "it is a test").thenApply(done -> true));
      assertThat(await(letters.all())).extracting(DeadLetter::order).contains(second);
      assertThat(await(letters.retry(second))).isTrue();
      assertThat(await(feed.next(product.sku(), 2)))
          .extracting(PaymentTask::order)
          .containsExactly(second);
      assertThat(await(feed.abandoned(product.sku(), Duration.ZERO, 2)))
          .extracting(PaymentTask::order)
          .containsExactly(second);
      assertThat(await(fixture.orders().overdue(product.sku(), 2))).isEmpty();
    }
  }

  /** The port of the node that serves the product. */
  private static String node(Product product) {
    String key = "sale:{%s}:stock".formatted(product.sku());
    return cluster.nodes().stream()
        .filter(node -> !node.command("GET " + key).startsWith("MOVED"))
        .map(RedisProcess::url)
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"semaphore", "permit-semaphore"})
  void hold_whoseReplyIsLate_takesItsUnitOnce(String name) {
    try (SaleFixture late = impatient()) {
      SteppedGuard guard = (SteppedGuard) late.guard(name);
      Product product = late.supplied(5, 5);
      HoldRequest request = new HoldRequest(OrderId.next(product.sku()), 1);
      await(guard.hold(request));
      assertThat(stock(product)).isEqualTo("4");

      assertThatThrownBy(() -> whilePaused(() -> guard.hold(request)))
          .hasRootCauseInstanceOf(RedisTimeoutException.class);
      assertThat(stock(product)).isEqualTo("3");
    }
  }

  @Test
  void giveBack_whoseReplyIsLate_givesItsUnitBackOnce() {
    try (SaleFixture late = impatient()) {
      SteppedGuard guard = (SteppedGuard) late.guard("semaphore");
      Product product = late.supplied(5, 5);
      Hold held = new Hold(OrderId.next(product.sku()), 1, "");
      guard.giveBack(held).toCompletableFuture().join();
      assertThat(stock(product)).isEqualTo("6");

      assertThatThrownBy(() -> whilePaused(() -> guard.giveBack(held).thenApply(done -> true)))
          .hasRootCauseInstanceOf(RedisTimeoutException.class);
      assertThat(stock(product)).isEqualTo("7");
    }
  }

  /** A sale that gives up, or asks again, before a pause is over. */
  private static SaleFixture impatient() {
    return SaleFixture.at(
        cluster.url(),
        Map.of("REDIS_TIMEOUT_MS", "300", "REDIS_RETRIES", "2", "REDIS_RETRY_DELAY_MS", "50"));
  }

  /** The stage's value, of a step that begins while no node answers for longer than it may wait. */
  private static <T> T whilePaused(Supplier<CompletionStage<T>> step) {
    cluster.command("CLIENT PAUSE 1200");
    try {
      return await(step.get());
    } finally {
      cluster.command("PING");
    }
  }
}
