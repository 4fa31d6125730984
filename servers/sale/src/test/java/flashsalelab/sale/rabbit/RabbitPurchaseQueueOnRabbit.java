package flashsalelab.sale.rabbit;

import static flashsalelab.sale.fixture.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.sale.OrderId;
import flashsalelab.sale.OrderState;
import flashsalelab.sale.Product;
import flashsalelab.sale.PurchaseAnswer;
import flashsalelab.sale.PurchaseOutcome;
import flashsalelab.sale.PurchaseRequest;
import flashsalelab.sale.Reconciliation;
import flashsalelab.sale.fixture.RabbitProcess;
import flashsalelab.sale.fixture.RedisProcess;
import flashsalelab.sale.fixture.SaleFixture;
import flashsalelab.sale.queue.DecidingWorker;
import flashsalelab.sale.queue.PurchaseDecider;
import flashsalelab.sale.redis.Acceptance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
final class RabbitPurchaseQueueOnRabbit {
  private static RedisProcess redis;
  private static RabbitProcess rabbit;

  private final List<AutoCloseable> open = new ArrayList<>();
  private SaleFixture sale;

  @BeforeAll
  static void start() {
    redis = RedisProcess.start();
    rabbit = RabbitProcess.start();
  }

  @AfterAll
  static void stop() {
    rabbit.close();
    redis.close();
  }

  @BeforeEach
  void connect() {
    sale = SaleFixture.on(redis);
  }

  @AfterEach
  void disconnect() throws Exception {
    for (AutoCloseable each : open.reversed()) {
      each.close();
    }
    sale.close();
  }

  private Instance instance() {
    return opened(Instance.on(sale, rabbit.url()));
  }

  private <T extends AutoCloseable> T opened(T closeable) {
    open.add(closeable);
    return closeable;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"semaphore", "permit-semaphore", "lock", "atomic-long", "lua", "lua-batched"})
  void purchase_ofAnyGuard_isQueuedAndThenDecided(String guard) {
    Instance instance = instance();
    Product product = sale.supplied(1, 1);
    OrderId first = instance.accepted(product, "ann");
    OrderId second = instance.accepted(product, "bob");
    assertThat(instance.order(first).state()).isEqualTo(OrderState.QUEUED);
    assertThat(instance.waiting(product)).isEqualTo(2);

    instance.deciding(guard);

    assertThat(instance.decided(List.of(first, second)))
        .containsExactly(OrderState.RESERVED, OrderState.REJECTED);
    assertThat(instance.order(second).reason()).isEqualTo("sold_out");
    instance.awaitNoneWaiting(product);
    assertThat(instance.buy(product, "ann", "key"))
        .isInstanceOfSatisfying(
            PurchaseAnswer.Decided.class,
            answer -> {
              assertThat(answer.replayed()).isTrue();
              assertThat(answer.outcome()).isInstanceOf(PurchaseOutcome.Reserved.class);
            });
  }

  @Test
  void sameKey_whileQueued_isToldTheSameAndStandsInTheQueueOnce() {
    Instance instance = instance();
    Product product = sale.supplied(5, 2);
    OrderId order = instance.accepted(product, "ann");

    assertThat(instance.buy(product, "ann", "key"))
        .isEqualTo(new PurchaseAnswer.Decided(new PurchaseOutcome.Queued(order), true));
    assertThat(instance.waiting(product)).isEqualTo(1);
  }

  @Test
  void acceptedPurchases_ofAFullQueue_areKeptAndOthersRefused() {
    Instance instance = opened(Instance.on(sale, rabbit.url(), 3));
    Product product = sale.supplied(10, 1);
    List<OrderId> orders =
        IntStream.range(0, 3).mapToObj(i -> instance.accepted(product, "buyer-" + i)).toList();

    assertThat(instance.buy(product, "late", "key")).isInstanceOf(PurchaseAnswer.QueueFull.class);

    instance.deciding("lua");
    assertThat(instance.decided(orders)).containsOnly(OrderState.RESERVED);
    instance.awaitNoneWaiting(product);
    OrderId late = instance.accepted(product, "late");
    assertThat(instance.decided(List.of(late))).containsExactly(OrderState.RESERVED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"semaphore", "lua"})
  void decisions_ofTwoProcesses_goToWhoeverCameFirst(String guard) {
    Instance one = instance();
    Instance two = instance();
    Product product = sale.supplied(20, 1);
    CompletableFuture<Void> gate = new CompletableFuture<>();
    for (Instance each : List.of(one, two)) {
      DecidingWorker worker = new DecidingWorker(sale.guard(guard));
      each.handing(
          (requests, turn) -> gate.thenCompose(open -> worker.decide(requests, () -> true)));
    }
    Awaitility.await().until(() -> one.queue().takesTurns() && two.queue().takesTurns());

    List<OrderId> orders = acceptedInTurns(product, List.of(one, two), 60);
    gate.complete(null);

    assertFirstAreReserved(one.decided(orders), 20);
  }

  @ParameterizedTest
  @ValueSource(strings = {"semaphore", "lua"})
  void decisions_overTheEndOfTheProcessThatMakesThem_goToWhoeverCameFirst(String guard)
      throws InterruptedException {
    Instance accepting = instance();
    Product product = sale.supplied(20, 1);
    CountDownLatch some = new CountDownLatch(1);
    Instance first = opened(Instance.on(sale, rabbit.url()));
    first.handing(atMost(guard, 10, some));
    Instance second = opened(Instance.on(sale, rabbit.url()));

    List<OrderId> orders = acceptedInTurns(product, List.of(accepting), 60);
    assertThat(some.await(20, TimeUnit.SECONDS)).isTrue();
    second.deciding(guard);
    first.close();

    assertFirstAreReserved(accepting.decided(orders), 20);
    accepting.awaitNoneWaiting(product);
  }

  /** Decides so many, one at a time, and then nothing more, as if its process stood still. */
  private PurchaseDecider atMost(String guard, int most, CountDownLatch done) {
    DecidingWorker worker = new DecidingWorker(sale.guard(guard));
    AtomicInteger left = new AtomicInteger(most);
    return (requests, turn) -> {
      List<PurchaseRequest> some =
          requests.subList(0, Math.min(requests.size(), Math.max(0, left.get())));
      left.addAndGet(-some.size());
      if (left.get() <= 0) {
        return worker
            .decide(some, () -> true)
            .thenCompose(decided -> {
              done.countDown();
              return new CompletableFuture<>();
            });
      }
      return worker
          .decide(some, () -> true)
          .thenApply(decided -> filledUp(decided, requests.size()));
    };
  }

  private static List<Boolean> filledUp(List<Boolean> decided, int size) {
    List<Boolean> all = new ArrayList<>(decided);
    all.addAll(Collections.nCopies(size - decided.size(), false));
    return all;
  }

  private static List<OrderId> acceptedInTurns(
      Product product, List<Instance> instances, int buyers) {
    return IntStream.range(0, buyers)
        .mapToObj(i -> instances.get(i % instances.size()).accepted(product, "buyer-" + i))
        .toList();
  }

  private static void assertFirstAreReserved(List<OrderState> states, int stock) {
    List<OrderState> expected = new ArrayList<>(Collections.nCopies(stock, OrderState.RESERVED));
    expected.addAll(Collections.nCopies(states.size() - stock, OrderState.REJECTED));
    assertThat(states).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"semaphore", "lua"})
  void purchase_thatWasDecidedAndNotAcknowledged_isDecidedOnce(String guard) throws Exception {
    Instance first = opened(Instance.on(sale, rabbit.url()));
    Product product = sale.supplied(5, 1);
    DecidingWorker worker = new DecidingWorker(sale.guard(guard));
    CountDownLatch decided = new CountDownLatch(1);
    first.handing((requests, turn) ->
        worker
            .decide(requests, () -> true)
            .thenCompose(done -> {
              decided.countDown();
              return new CompletableFuture<>();
            }));
    OrderId order = first.accepted(product, "ann");
    assertThat(decided.await(20, TimeUnit.SECONDS)).isTrue();
    first.close();

    Instance second = instance().deciding(guard);
    second.awaitNoneWaiting(product);

    assertThat(second.order(order).history()).hasSize(2);
    assertBooks(product, 4, 1);
  }

  @Test
  void purchase_ofAProcessThatEndedBeforeItPublished_isPublishedAndDecided() {
    Product product = sale.supplied(5, 1);
    Acceptance acceptance =
        new Acceptance(sale.redis(), SaleFixture.TERMS, 10, Acceptance.Keeper.SET);
    PurchaseRequest left = Instance.request(product, "ann", "key");
    assertThat(await(acceptance.accept(left)).isNew()).isTrue();

    Instance other = instance().deciding("lua");

    assertThat(other.decided(List.of(left.order()))).containsExactly(OrderState.RESERVED);
    other.awaitNoneWaiting(product);
    assertBooks(product, 4, 1);
  }

  @Test
  void purchases_thatCannotBeDecidedYet_keepTheirOrder() {
    Instance instance = instance();
    Product product = sale.supplied(3, 1);
    List<OrderId> orders = acceptedInTurns(product, List.of(instance), 9);
    DecidingWorker worker = new DecidingWorker(sale.guard("lua"));
    AtomicInteger refusals = new AtomicInteger(5);

    instance.handing((requests, turn) ->
        refusals.getAndDecrement() > 0
            ? CompletableFuture.completedFuture(Collections.nCopies(requests.size(), false))
            : worker.decide(requests, () -> true));

    assertFirstAreReserved(instance.decided(orders), 3);
  }

  @Test
  void purchase_whoseProductIsLost_doesNotHoldUpOthers() {
    Instance instance = instance();
    Product product = sale.supplied(3, 1);
    instance.accepted(product, "ann");
    redis.command("FLUSHALL");

    instance.deciding("lua");
    Product other = sale.supplied(3, 1);
    List<OrderId> orders = acceptedInTurns(other, List.of(instance), 3);

    assertThat(instance.decided(orders)).containsOnly(OrderState.RESERVED);
  }

  private void assertBooks(Product product, int free, int held) {
    Reconciliation books =
        await(sale.books().reconcile(product.sku(), Duration.ZERO)).orElseThrow();
    assertThat(books.free()).isEqualTo(free);
    assertThat(books.held()).isEqualTo(held);
    assertThat(books.oversold()).isZero();
  }
}
