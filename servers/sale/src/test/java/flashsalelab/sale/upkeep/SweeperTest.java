package flashsalelab.sale.upkeep;

import static flashsalelab.sale.fixture.SaleFixture.purchase;
import static flashsalelab.sale.fixture.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.sale.OrderAnswer;
import flashsalelab.sale.OrderChange;
import flashsalelab.sale.OrderId;
import flashsalelab.sale.OrderState;
import flashsalelab.sale.Product;
import flashsalelab.sale.PurchaseAnswer;
import flashsalelab.sale.PurchaseOutcome;
import flashsalelab.sale.SaleTerms;
import flashsalelab.sale.StockGuard;
import flashsalelab.sale.fixture.RedisProcess;
import flashsalelab.sale.fixture.SaleFixture;
import flashsalelab.sale.stock.StockGuards;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class SweeperTest {
  private static final Duration SHORT = Duration.ofMillis(150);

  private static RedisProcess server;
  private static SaleFixture fixture;

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

  static List<String> guards() {
    return StockGuards.names();
  }

  private static StockGuard shortHolds(String name) {
    return fixture.guard(name, new SaleTerms(SHORT, Duration.ofHours(1)));
  }

  private static OrderId reserved(StockGuard guard, Product product, String key) {
    PurchaseAnswer answer = await(fixture.sale(guard).purchase(purchase(product, "ann", key, 1)));
    return ((PurchaseOutcome.Reserved) ((PurchaseAnswer.Decided) answer).outcome()).order();
  }

  private static Sweeper sweeper(StockGuard guard) {
    return new Sweeper(fixture.inventory(), fixture.orders(), guard);
  }

  private static OrderState state(OrderId order) {
    return ((OrderAnswer.Found) await(fixture.orders().find(order))).order().state();
  }

  @ParameterizedTest
  @MethodSource("guards")
  void sweep_ofOverdueOrders_putsTheirUnitsBackOnSaleAndLeavesTheOthers(String name)
      throws InterruptedException {
    Product product = fixture.supplied(3, 3);
    StockGuard guard = shortHolds(name);
    OrderId first = reserved(guard, product, "k1");
    OrderId paid = reserved(guard, product, "k2");
    await(fixture.orders().paid(paid));
    OrderId lasting = reserved(fixture.guard(name), product, "k3");
    assertThat(await(guard.release(first, OrderState.EXPIRED)))
        .isEqualTo(new OrderChange.Refused(OrderState.RESERVED));

    Thread.sleep(SHORT.plusMillis(20));
    await(sweeper(guard).sweep());
    assertThat(state(first)).isEqualTo(OrderState.EXPIRED);
    assertThat(state(paid)).isEqualTo(OrderState.PAID);
    assertThat(state(lasting)).isEqualTo(OrderState.RESERVED);
    var offer = await(fixture.sale().offer(product.sku())).orElseThrow();
    assertThat(List.of(offer.free(), offer.held(), offer.sold())).containsExactly(1, 1, 1);
    reserved(guard, product, "k4");
  }

  @Test
  void paid_afterTheHoldIsOver_isRefusedThoughNobodyHasSwept() throws InterruptedException {
    Product product = fixture.supplied(1, 1);
    OrderId order = reserved(shortHolds("lua"), product, "k1");
    Thread.sleep(SHORT.plusMillis(20));
    assertThat(await(fixture.orders().charging(order)))
        .isEqualTo(new OrderChange.Refused(OrderState.RESERVED));
    assertThat(await(fixture.orders().paid(order)))
        .isEqualTo(new OrderChange.Refused(OrderState.RESERVED));
  }

  @Test
  void sweep_byManyAtOnce_givesEachUnitBackOnce() throws InterruptedException {
    Product product = fixture.supplied(40, 40);
    StockGuard guard = shortHolds("semaphore");
    for (int i = 0; i < 40; i++) {
      reserved(guard, product, "k" + i);
    }
    Thread.sleep(SHORT.plusMillis(20));
    List<CompletableFuture<Integer>> sweeps =
        IntStream.range(0, 8).mapToObj(i -> sweeper(guard).sweep().toCompletableFuture()).toList();
    sweeps.forEach(sweep -> assertThat(await(sweep)).isNotNegative());
    assertThat(server.command("GET sale:{%s}:stock".formatted(product.sku()))).isEqualTo("40");
    assertThat(server.command("HLEN sale:{%s}:owed".formatted(product.sku()))).isEqualTo("0");
    assertThat(server.command("XLEN sale:{%s}:ledger".formatted(product.sku()))).isEqualTo("80");
  }
}
