package flashsalelab.sale.stock;

import static flashsalelab.sale.fixture.SaleFixture.purchase;
import static flashsalelab.sale.fixture.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flashsalelab.sale.Hold;
import flashsalelab.sale.HoldRequest;
import flashsalelab.sale.HoldResult;
import flashsalelab.sale.OrderId;
import flashsalelab.sale.Product;
import flashsalelab.sale.PurchaseAnswer;
import flashsalelab.sale.PurchaseOutcome;
import flashsalelab.sale.fixture.CuttingRelay;
import flashsalelab.sale.fixture.RedisProcess;
import flashsalelab.sale.fixture.SaleFixture;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the lock does when it is taken, when its holder is gone, and when a lease ends early. */
final class LockGuardTest {
  private static final Duration SHORT = Duration.ofMillis(100);
  private static final Duration LONG = Duration.ofSeconds(15);

  private static RedisProcess server;
  private static SaleFixture fixture;

  private Product product;

  @BeforeAll
  static void start() {
    server = RedisProcess.start();
    fixture = patient();
  }

  @AfterAll
  static void stop() {
    fixture.close();
    server.close();
  }

  @BeforeEach
  void supply() {
    product = SaleFixture.product(1, 1);
    await(fixture.sale().create(product));
  }

  /** One connection on one event loop: what is sent first is answered first. */
  private static SaleFixture patient() {
    return SaleFixture.on(server, Map.of("REDIS_CONNECTIONS", "1", "REDIS_TIMEOUT_MS", "20000"));
  }

  private static SteppedGuard guard(Duration wait, Duration lease) {
    return guard(fixture, wait, lease);
  }

  private static SteppedGuard guard(SaleFixture process, Duration wait, Duration lease) {
    return new LockGuard(GuardContext.of(process.redis(), SaleFixture.TERMS), wait, lease);
  }

  private HoldRequest unit() {
    return new HoldRequest(OrderId.next(product.sku()), 1);
  }

  private String redis(String command) {
    return server.command(command.formatted(product.sku()));
  }

  @Test
  void hold_ofAFreeUnit_leavesTheLockFree() {
    assertThat(await(guard(LONG, LONG).hold(unit()))).isInstanceOf(HoldResult.Held.class);
    Awaitility.await().until(() -> redis("EXISTS sale:{%s}:lock").equals("0"));
  }

  @Test
  void hold_whileTheLockIsTaken_failsAfterItsWaitAndWritesNothing() {
    redis("HSET sale:{%s}:lock another:1 1");
    assertThatThrownBy(() -> await(guard(SHORT, LONG).hold(unit())))
        .hasRootCauseInstanceOf(StockLockException.class)
        .hasMessageContaining("the stock lock of %s was not free within 100 ms", product.sku());
    assertThat(redis("GET sale:{%s}:stock")).isEqualTo("1");
    assertThat(redis("HGET sale:{%s}:lock another:1")).isEqualTo("1");
  }

  @Test
  void purchase_whoseWaitIsTooLong_isUnknownAndStaysPending() {
    redis("HSET sale:{%s}:lock another:1 1");
    PurchaseAnswer answer =
        await(fixture.sale(guard(SHORT, LONG)).purchase(purchase(product, "ann", "k1", 1)));
    assertThat(answer)
        .isInstanceOfSatisfying(
            PurchaseAnswer.Decided.class,
            decided -> assertThat(decided.outcome()).isInstanceOf(PurchaseOutcome.Unknown.class));
    assertThat(redis("HLEN sale:{%s}:pending")).isEqualTo("1");
    assertThat(redis("GET sale:{%s}:stock")).isEqualTo("1");
  }

  @Test
  void hold_afterAHolderCrashed_waitsForTheEndOfItsLease() {
    redis("HSET sale:{%s}:lock crashed:1 1");
    redis("PEXPIRE sale:{%s}:lock 300");
    assertThat(await(guard(LONG, LONG).hold(unit()))).isInstanceOf(HoldResult.Held.class);
    assertThat(redis("GET sale:{%s}:stock")).isEqualTo("0");
  }

  @Test
  void hold_soldOutWhileTheLockIsTaken_isAnsweredWithoutIt() {
    redis("SET sale:{%s}:stock 0");
    redis("HSET sale:{%s}:lock another:1 1");
    assertThat(await(guard(LONG, LONG).hold(unit()))).isInstanceOf(HoldResult.SoldOut.class);
  }

  @Test
  void hold_whoseLeaseEndsBeforeItsWrite_readsAgainAndSellsNothing() {
    int write = 4;
    try (CuttingRelay relay = CuttingRelay.before(server);
        SaleFixture slow = through(relay, 0)) {
      relay.keep(write);
      var hold = guard(slow, LONG, SHORT).hold(unit());
      relay.awaitKept();
      Awaitility.await().until(() -> redis("EXISTS sale:{%s}:lock").equals("0"));
      assertThat(await(guard(LONG, LONG).hold(unit()))).isInstanceOf(HoldResult.Held.class);
      relay.goOn();
      assertThat(await(hold)).isInstanceOf(HoldResult.SoldOut.class);
    }
    assertThat(redis("GET sale:{%s}:stock")).isEqualTo("0");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void hold_whoseReplyComesTooLateAtAnyStep_takesAUnitAtMost(int step) {
    redis("SET sale:{%s}:stock 9");
    try (CuttingRelay relay = CuttingRelay.before(server);
        SaleFixture process = through(relay, 3)) {
      relay.stallReplies(step);
      var hold = guard(process, LONG, Duration.ofSeconds(1)).hold(unit()).toCompletableFuture();
      Awaitility.await().until(() -> relay.requests() > step || hold.isDone());
      relay.goOn();
      Awaitility.await().until(hold::isDone);
      assertThat(Integer.parseInt(redis("GET sale:{%s}:stock"))).isBetween(8, 9);
    }
  }

  /** A process that gives up early, where a reply is kept back. */
  private static SaleFixture through(CuttingRelay relay, int retries) {
    return SaleFixture.at(
        relay.url(),
        Map.of(
            "REDIS_CONNECTIONS",
            "1",
            "REDIS_TIMEOUT_MS",
            retries == 0 ? "20000" : "300",
            "REDIS_RETRIES",
            Integer.toString(retries),
            "REDIS_RETRY_DELAY_MS",
            "10"));
  }

  @Test
  void giveBack_withoutAStockKey_failsAndCreatesNoStock() {
    redis("DEL sale:{%s}:stock");
    assertThatThrownBy(() ->
            await(
                guard(LONG, LONG)
                    .giveBack(new Hold(unit().order(), 1, ""))
                    .thenApply(done -> true)))
        .hasRootCauseInstanceOf(StockLockException.class);
    assertThat(redis("EXISTS sale:{%s}:stock")).isEqualTo("0");
  }
}
