package flashsalelab.sale.upkeep;

import static flashsalelab.sale.fixture.SaleFixture.purchase;
import static flashsalelab.sale.fixture.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.sale.Admission;
import flashsalelab.sale.HoldRequest;
import flashsalelab.sale.HoldResult;
import flashsalelab.sale.OrderId;
import flashsalelab.sale.OrderState;
import flashsalelab.sale.Product;
import flashsalelab.sale.Purchase;
import flashsalelab.sale.PurchaseAnswer;
import flashsalelab.sale.PurchaseOutcome;
import flashsalelab.sale.Reconciliation;
import flashsalelab.sale.fixture.RedisProcess;
import flashsalelab.sale.fixture.SaleFixture;
import flashsalelab.sale.stock.SteppedGuard;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a crash at each step leaves behind, and what a reconciliation makes of it. */
final class ReconcilerTest {
  private static final Duration NONE = Duration.ZERO;
  private static final Duration LONG = Duration.ofMinutes(10);

  private static RedisProcess server;
  private static SaleFixture fixture;

  private Product product;

  @BeforeAll
  static void start() {
    server = RedisProcess.start();
    fixture = SaleFixture.on(server);
  }

  @AfterAll
  static void stop() {
    fixture.close();
    server.close();
  }

  @BeforeEach
  void supply() {
    product = fixture.supplied(5, 5);
  }

  private Reconciliation reconcile(Duration grace) {
    return await(fixture.books().reconcile(product.sku(), grace)).orElseThrow();
  }

  private String redis(String command) {
    return server.command(command.formatted(product.sku()));
  }

  private static SteppedGuard stepped(String name) {
    return (SteppedGuard) fixture.guard(name);
  }

  private OrderId admitted(String key, int quantity) {
    OrderId order = OrderId.next(product.sku());
    assertThat(await(fixture.records().admit(purchase(product, "ann", key, quantity), order)))
        .isEqualTo(new Admission.Admitted());
    return order;
  }

  private OrderId reserved(String guard, String key, int quantity) {
    PurchaseAnswer answer =
        await(fixture.sale(fixture.guard(guard)).purchase(purchase(product, "ann", key, quantity)));
    assertThat(answer).isInstanceOf(PurchaseAnswer.Decided.class);
    return ((PurchaseOutcome.Reserved) ((PurchaseAnswer.Decided) answer).outcome()).order();
  }

  @Test
  void reconcile_ofASaleInOrder_findsNothing() {
    reserved("semaphore", "k1", 2);
    Reconciliation found = reconcile(NONE);
    assertThat(found).isEqualTo(new Reconciliation(product.sku(), 5, 3, 2, 0, 0, 0, 0, 0, 0));
    assertThat(found.found()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"semaphore", "permit-semaphore", "lock", "atomic-long"})
  void reconcile_afterACrashBetweenHoldAndRecord_putsTheUnitsBackOnSale(String guard) {
    OrderId lost = admitted("k1", 2);
    assertThat(await(stepped(guard).hold(new HoldRequest(lost, 2))))
        .isInstanceOf(HoldResult.Held.class);
    assertThat(redis("GET sale:{%s}:stock")).isEqualTo("3");

    Reconciliation found = reconcile(NONE);
    assertThat(found.withdrawn()).isOne();
    assertThat(found.returned()).isEqualTo(2);
    assertThat(found.free()).isEqualTo(5);
    assertThat(redis("EXISTS sale:{%s}:buyers")).isEqualTo("0");
    assertThat(redis("ZCARD sale:{%s}:stock:timeout")).isEqualTo("0");
    assertThat(reconcile(NONE).found()).isFalse();
    reserved(guard, "k1", 5);
  }

  @Test
  void reconcile_whileAPurchaseIsUnderWay_leavesItsUnitsAlone() {
    OrderId young = admitted("k1", 2);
    await(stepped("semaphore").hold(new HoldRequest(young, 2)));
    Reconciliation found = reconcile(LONG);
    assertThat(found.underWay()).isEqualTo(2);
    assertThat(found.found()).isFalse();
    assertThat(redis("GET sale:{%s}:stock")).isEqualTo("3");
  }

  @Test
  void reconcile_whileSomeAreUnderWayAndOthersAreLost_returnsOnlyWhatIsSurelyLost() {
    admitted("k1", 1);
    redis("DECRBY sale:{%s}:stock 3");
    Reconciliation found = reconcile(LONG);
    assertThat(found.returned()).isEqualTo(2);
    assertThat(found.free()).isEqualTo(4);
  }

  @Test
  void settle_afterTheReconciliationTookThePurchaseBack_recordsNothing() {
    OrderId slow = admitted("k1", 2);
    reconcile(NONE);
    await(stepped("semaphore").hold(new HoldRequest(slow, 2)));
    Purchase purchase = purchase(product, "ann", "k1", 2);
    assertThat(await(fixture.records().settle(purchase, slow, HoldResult.Held.WITHOUT_RECEIPT)))
        .isEmpty();
    assertThat(reconcile(NONE).returned()).isEqualTo(2);
    assertThat(redis("EXISTS sale:{%s}:ledger")).isEqualTo("0");
  }

  @Test
  void reconcile_afterACrashBetweenTheEndOfAReservationAndItsReturn_putsTheUnitsBackOnSale() {
    OrderId order = reserved("semaphore", "k1", 2);
    await(fixture.transitions().releaseOwing(order, OrderState.CANCELLED));
    assertThat(reconcile(LONG).returned()).isZero();
    Reconciliation found = reconcile(NONE);
    assertThat(found.returned()).isEqualTo(2);
    assertThat(found.free()).isEqualTo(5);
    assertThat(redis("HLEN sale:{%s}:owed")).isEqualTo("0");
  }

  @Test
  void reconcile_afterACrashBetweenTheReturnAndItsNote_createsNoStock() {
    OrderId order = reserved("semaphore", "k1", 2);
    var release = await(fixture.transitions().releaseOwing(order, OrderState.CANCELLED));
    await(stepped("semaphore").giveBack(release.owed().orElseThrow()).thenApply(done -> true));
    assertThat(reconcile(NONE).found()).isFalse();
    assertThat(redis("GET sale:{%s}:stock")).isEqualTo("5");
  }

  @Test
  void reconcile_ofARefusedSubtractionThatWasNeverAdded_mendsTheCounter() {
    reserved("atomic-long", "k1", 5);
    redis("DECRBY sale:{%s}:stock 3");
    Reconciliation found = reconcile(NONE);
    assertThat(found.returned()).isEqualTo(3);
    assertThat(redis("GET sale:{%s}:stock")).isEqualTo("0");
  }

  @Test
  void reconcile_ofUnitsThatDoNotExist_takesThemOffSale() {
    reserved("semaphore", "k1", 2);
    redis("INCRBY sale:{%s}:stock 2");
    Reconciliation found = reconcile(NONE);
    assertThat(found.removed()).isEqualTo(2);
    assertThat(found.free()).isEqualTo(3);
  }

  @Test
  void reconcile_ofAnOversoldProduct_tellsHowFarAndTakesWhatIsFreeOffSale() {
    reserved("semaphore", "k1", 4);
    redis("SET sale:{%s}:stock 3");
    reserved("semaphore", "k2", 1);
    redis("HINCRBY sale:{%s}:totals held 2");
    Reconciliation found = reconcile(NONE);
    assertThat(found.oversold()).isEqualTo(2);
    assertThat(found.removed()).isEqualTo(2);
    assertThat(found.free()).isZero();
  }

  @Test
  void reconcile_ofALostStockKey_seedsItWithWhatIsNotPromised() {
    reserved("semaphore", "k1", 2);
    redis("DEL sale:{%s}:stock");
    assertThat(reconcile(NONE).free()).isEqualTo(3);
    assertThat(redis("GET sale:{%s}:stock")).isEqualTo("3");
  }

  @Test
  void reconcile_byManyAtOnce_mendsOnce() {
    redis("DECRBY sale:{%s}:stock 4");
    List<CompletableFuture<Integer>> returned =
        IntStream.range(0, 20)
            .mapToObj(i ->
                fixture
                    .books()
                    .reconcile(product.sku(), NONE)
                    .thenApply(found -> found.orElseThrow().returned())
                    .toCompletableFuture())
            .toList();
    assertThat(returned.stream().mapToInt(units -> await(units)).sum()).isEqualTo(4);
    assertThat(redis("GET sale:{%s}:stock")).isEqualTo("5");
  }

  @Test
  void reconciler_ofAllProducts_tellsEach() {
    redis("DECRBY sale:{%s}:stock 1");
    var findings = await(new Reconciler(fixture.inventory(), fixture.books(), NONE).reconcile());
    assertThat(findings)
        .anySatisfy(found -> {
          assertThat(found.sku()).isEqualTo(product.sku());
          assertThat(found.returned()).isOne();
        });
  }

  @Test
  void upkeep_onceStarted_keepsReconciling() {
    var settings =
        new UpkeepSettings(Duration.ofMillis(20), Duration.ofMillis(20), Duration.ofMillis(100));
    var sweeper = new Sweeper(fixture.inventory(), fixture.orders(), fixture.guard("semaphore"));
    var reconciler = new Reconciler(fixture.inventory(), fixture.books(), settings.grace());
    try (Upkeep upkeep = Upkeep.start(settings, sweeper, reconciler)) {
      assertThat(upkeep).isNotNull();
      for (int round = 0; round < 2; round++) {
        redis("DECRBY sale:{%s}:stock 2");
        Awaitility.await().until(() -> redis("GET sale:{%s}:stock").equals("5"));
      }
    }
  }
}
