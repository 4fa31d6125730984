package flashsalelab.sale.stock;

import static flashsalelab.sale.fixture.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flashsalelab.sale.Hold;
import flashsalelab.sale.HoldRequest;
import flashsalelab.sale.HoldResult;
import flashsalelab.sale.OrderId;
import flashsalelab.sale.Product;
import flashsalelab.sale.fixture.RedisProcess;
import flashsalelab.sale.fixture.SaleFixture;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StockGuardsTest {
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

  static List<String> stepped() {
    return StockGuards.names().stream()
        .filter(name -> fixture.guard(name) instanceof SteppedGuard)
        .toList();
  }

  private static SteppedGuard stepped(String name) {
    return (SteppedGuard) fixture.guard(name);
  }

  private static HoldRequest units(Product product, int quantity) {
    return new HoldRequest(OrderId.next(product.sku()), quantity);
  }

  private static String stock(Product product) {
    return server.command("GET sale:{%s}:stock".formatted(product.sku()));
  }

  private static boolean held(SteppedGuard guard, HoldRequest units) {
    return await(guard.hold(units)) instanceof HoldResult.Held;
  }

  @ParameterizedTest
  @MethodSource("stepped")
  void hold_oneAfterTheOther_takesAllOrNothing(String name) {
    SteppedGuard guard = stepped(name);
    Product product = fixture.supplied(5, 5);

    assertThat(held(guard, units(product, 3))).isTrue();
    assertThat(held(guard, units(product, 3))).isFalse();
    assertThat(stock(product)).isEqualTo("2");
    HoldRequest two = units(product, 2);
    HoldResult.Held last = (HoldResult.Held) await(guard.hold(two));
    assertThat(held(guard, units(product, 1))).isFalse();

    await(guard.giveBack(new Hold(two.order(), 2, last.receipt())).thenApply(done -> true));
    assertThat(stock(product)).isEqualTo("2");
    assertThat(held(guard, units(product, 2))).isTrue();
  }

  @ParameterizedTest
  @MethodSource("stepped")
  void hold_withoutAStockKey_failsClosed(String name) {
    Product missing = SaleFixture.product(1, 1);
    assertThat(held(stepped(name), units(missing, 1))).isFalse();
    assertThat(server.command("EXISTS sale:{%s}:stock".formatted(missing.sku()))).isEqualTo("0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"semaphore", "permit-semaphore", "lock", "atomic-long"})
  void hold_twoHundredTimesOfFiftyAtOnce_holdsFifty(String name) {
    SteppedGuard guard = stepped(name);
    Product product = fixture.supplied(50, 1);
    List<CompletableFuture<HoldResult>> holds =
        IntStream.range(0, 200)
            .mapToObj(i -> guard.hold(units(product, 1)).toCompletableFuture())
            .toList();
    assertThat(holds.stream().filter(hold -> await(hold) instanceof HoldResult.Held)).hasSize(50);
    assertThat(stock(product)).isEqualTo("0");
  }

  @Test
  void unguarded_twoHoldsReadBeforeEitherWrites_oversells() {
    Map<String, String> aConnectionEach =
        Map.of("REDIS_CONNECTIONS", "16", "REDIS_TIMEOUT_MS", "20000");
    try (SaleFixture patient = SaleFixture.on(server, aConnectionEach)) {
      SteppedGuard guard = (SteppedGuard) patient.guard("unguarded");
      Product product = fixture.supplied(1, 1);
      server.command("CONFIG RESETSTAT");
      server.command("CLIENT PAUSE 15000 WRITE");
      var first = guard.hold(units(product, 1));
      var second = guard.hold(units(product, 1));
      Awaitility.await()
          .until(() -> server.command("INFO commandstats").contains("cmdstat_get:calls=2"));
      server.command("CLIENT UNPAUSE");

      assertThat(await(first)).isInstanceOf(HoldResult.Held.class);
      assertThat(await(second)).isInstanceOf(HoldResult.Held.class);
      assertThat(stock(product)).isEqualTo("0");
    }
  }

  @Test
  void guard_ofAnUnknownName_tellsTheNamesThereAre() {
    assertThatThrownBy(() -> fixture.guard("luck"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "there is no stock guard \"luck\"; there are "
                + "semaphore, permit-semaphore, lock, atomic-long, lua, lua-batched, unguarded");
  }
}
