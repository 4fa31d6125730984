package flashsalelab.sale.stock;

import static flashsalelab.sale.fixture.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flashsalelab.sale.HoldRequest;
import flashsalelab.sale.HoldResult;
import flashsalelab.sale.OrderId;
import flashsalelab.sale.Product;
import flashsalelab.sale.Sku;
import flashsalelab.sale.StockGuard;
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

  static List<String> names() {
    return StockGuards.names();
  }

  private static HoldRequest units(Product product, int quantity) {
    return new HoldRequest(OrderId.next(product.sku()), quantity);
  }

  @ParameterizedTest
  @MethodSource("names")
  void hold_oneAfterTheOther_takesAllOrNothing(String name) {
    StockGuard guard = fixture.guard(name);
    Product product = SaleFixture.product(5, 5);
    assertThat(await(guard.supply(product))).isTrue();

    assertThat(await(guard.hold(units(product, 3)))).isEqualTo(HoldResult.HELD);
    assertThat(await(guard.hold(units(product, 3)))).isEqualTo(HoldResult.SOLD_OUT);
    assertThat(await(guard.free(product.sku()))).isEqualTo(2);
    assertThat(await(guard.hold(units(product, 2)))).isEqualTo(HoldResult.HELD);
    assertThat(await(guard.hold(units(product, 1)))).isEqualTo(HoldResult.SOLD_OUT);

    HoldRequest returned = units(product, 2);
    await(guard.giveBack(returned).thenApply(done -> true));
    assertThat(await(guard.free(product.sku()))).isEqualTo(2);
    assertThat(server.command("GET sale:{%s}:stock".formatted(product.sku()))).isEqualTo("2");
  }

  @ParameterizedTest
  @MethodSource("names")
  void supply_ofASkuThatExists_changesNothing(String name) {
    StockGuard guard = fixture.guard(name);
    Product product = SaleFixture.product(5, 1);
    await(guard.supply(product));
    await(guard.hold(units(product, 1)));
    Product other = new Product(product.sku(), "Other", 1, 900, 9, null, null);
    assertThat(await(guard.supply(other))).isFalse();
    assertThat(await(guard.free(product.sku()))).isEqualTo(4);
    assertThat(server.command("HGET sale:{%s}:product name".formatted(product.sku())))
        .isEqualTo("Tee");
  }

  @ParameterizedTest
  @MethodSource("names")
  void hold_withoutAStockKey_failsClosed(String name) {
    Sku missing = new Sku("missing");
    StockGuard guard = fixture.guard(name);
    assertThat(await(guard.hold(new HoldRequest(OrderId.next(missing), 1))))
        .isEqualTo(HoldResult.SOLD_OUT);
    assertThat(await(guard.free(missing))).isZero();
  }

  @Test
  void semaphore_twoHundredHoldsOfFifty_holdsExactlyFifty() {
    StockGuard guard = fixture.guard("semaphore");
    Product product = SaleFixture.product(50, 1);
    await(guard.supply(product));
    List<CompletableFuture<HoldResult>> holds =
        IntStream.range(0, 200)
            .mapToObj(i -> guard.hold(units(product, 1)).toCompletableFuture())
            .toList();
    assertThat(holds.stream().filter(hold -> await(hold) == HoldResult.HELD)).hasSize(50);
    assertThat(await(guard.free(product.sku()))).isZero();
  }

  @Test
  void unguarded_twoHoldsReadBeforeEitherWrites_oversells() {
    Map<String, String> aConnectionEach =
        Map.of("REDIS_CONNECTIONS", "16", "REDIS_TIMEOUT_MS", "20000");
    try (SaleFixture patient = SaleFixture.on(server, aConnectionEach)) {
      StockGuard guard = patient.guard("unguarded");
      Product product = SaleFixture.product(1, 1);
      await(guard.supply(product));
      server.command("CONFIG RESETSTAT");
      server.command("CLIENT PAUSE 15000 WRITE");
      var first = guard.hold(units(product, 1));
      var second = guard.hold(units(product, 1));
      Awaitility.await()
          .until(() -> server.command("INFO commandstats").contains("cmdstat_get:calls=2"));
      server.command("CLIENT UNPAUSE");

      assertThat(List.of(await(first), await(second)))
          .containsExactly(HoldResult.HELD, HoldResult.HELD);
      assertThat(await(guard.free(product.sku()))).isZero();
    }
  }

  @Test
  void guard_ofAnUnknownName_tellsTheNamesThereAre() {
    assertThatThrownBy(() -> fixture.guard("luck"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is no stock guard \"luck\"; there are semaphore, unguarded");
  }
}
