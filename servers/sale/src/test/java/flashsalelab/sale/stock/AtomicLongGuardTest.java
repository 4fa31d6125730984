package flashsalelab.sale.stock;

import static flashsalelab.sale.fixture.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.sale.HoldRequest;
import flashsalelab.sale.HoldResult;
import flashsalelab.sale.OrderId;
import flashsalelab.sale.Product;
import flashsalelab.sale.fixture.RedisProcess;
import flashsalelab.sale.fixture.SaleFixture;
import flashsalelab.sale.redis.SaleKeys;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the atomic counter does below zero. Each command has a connection to itself. */
final class AtomicLongGuardTest {
  private static RedisProcess server;
  private static SaleFixture fixture;

  private SteppedGuard guard;
  private Product product;

  @BeforeAll
  static void start() {
    server = RedisProcess.start();
    fixture =
        SaleFixture.on(server, Map.of("REDIS_CONNECTIONS", "16", "REDIS_TIMEOUT_MS", "20000"));
  }

  @AfterAll
  static void stop() {
    fixture.close();
    server.close();
  }

  @BeforeEach
  void supply() {
    guard = (SteppedGuard) fixture.guard("atomic-long");
    product = fixture.supplied(1, 1);
    server.command("CONFIG RESETSTAT");
  }

  private HoldRequest unit() {
    return new HoldRequest(OrderId.next(product.sku()), 1);
  }

  private String redis(String command) {
    return server.command(command.formatted(product.sku()));
  }

  private static void untilRead(int times) {
    Awaitility.await()
        .until(() -> server.command("INFO commandstats").contains("cmdstat_get:calls=" + times));
  }

  @Test
  void holds_thatBothReadTheLastUnit_holdItOnceAndLeaveZero() {
    server.command("CLIENT PAUSE 15000 WRITE");
    var first = guard.hold(unit());
    var second = guard.hold(unit());
    untilRead(2);
    server.command("CLIENT UNPAUSE");

    assertThat(List.of(await(first), await(second)))
        .containsExactlyInAnyOrder(HoldResult.Held.WITHOUT_RECEIPT, new HoldResult.SoldOut());
    assertThat(server.command("INFO commandstats")).contains("cmdstat_incrby:calls=3");
    assertThat(redis("GET sale:{%s}:stock")).isEqualTo("0");
  }

  @Test
  void hold_whileARefusedSubtractionIsNotCompensated_isRefusedAndSellsAfterwards() {
    redis("DECRBY sale:{%s}:stock 3");
    assertThat(await(guard.hold(unit()))).isInstanceOf(HoldResult.SoldOut.class);
    assertThat(await(fixture.sale().offer(product.sku())).orElseThrow().free()).isZero();
    assertThat(redis("GET sale:{%s}:stock")).isEqualTo("-2");

    redis("INCRBY sale:{%s}:stock 3");
    assertThat(await(guard.hold(unit()))).isInstanceOf(HoldResult.Held.class);
  }

  @Test
  void hold_whoseStockKeyVanishesAfterTheRead_failsClosedAndLeavesZero() {
    server.command("CLIENT PAUSE 15000 WRITE");
    var deleted =
        fixture
            .redis()
            .send(redisson -> redisson.getKeys().deleteAsync(SaleKeys.stock(product.sku())));
    Awaitility.await()
        .until(() -> server.command("CLIENT LIST").lines().anyMatch(c -> c.contains("cmd=del")));
    var hold = guard.hold(unit());
    untilRead(1);
    server.command("CLIENT UNPAUSE");

    assertThat(await(deleted)).isOne();
    assertThat(await(hold)).isInstanceOf(HoldResult.SoldOut.class);
    assertThat(redis("GET sale:{%s}:stock")).isEqualTo("0");
  }
}
