package flashsalelab.sale.queue;

import static flashsalelab.sale.fixture.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.sale.OrderId;
import flashsalelab.sale.OrderState;
import flashsalelab.sale.Product;
import flashsalelab.sale.fixture.Durability;
import flashsalelab.sale.fixture.RedisProcess;
import flashsalelab.sale.fixture.SaleFixture;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A Redis that is killed under a queue, and comes back with what it had acknowledged. */
final class RedisRestartTest {
  private static final int STOCK = 200;
  private static final int BUYERS = 300;

  @ParameterizedTest
  @ValueSource(strings = {"semaphore", "lua"})
  void queue_inARedisThatIsKilled_isDecidedWhenItIsBack(String guard) {
    try (RedisProcess server = RedisProcess.start(Durability.ALWAYS);
        SaleFixture process =
            SaleFixture.on(
                server, Map.of("REDIS_RECONNECT_DELAY_MS", "50", "REDIS_TIMEOUT_MS", "2000"));
        QueuedSale sale = QueuedSale.of(process, guard)) {
      Product product = process.supplied(STOCK, 1);
      List<OrderId> orders = sale.accepted(product, BUYERS);
      sale.works();
      Awaitility.await().until(() -> sale.state(orders.getFirst()) == OrderState.RESERVED);
      server.stop();
      server.restart();
      Awaitility.await().until(() -> await(process.redis().answers()));

      sale.awaitDecided(orders);
      Accounts accounts = new Accounts(process, sale, product);
      int reserved = accounts.reserved(orders);
      assertThat(reserved).isBetween(guard.equals("lua") ? STOCK : STOCK - 2, STOCK);
      assertThat(sale.states(orders.subList(0, reserved))).containsOnly(OrderState.RESERVED);
      accounts.areRight(orders);
    }
  }
}
