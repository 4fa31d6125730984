package flashsalelab.sale.queue;

import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.sale.OrderId;
import flashsalelab.sale.OrderState;
import flashsalelab.sale.Product;
import flashsalelab.sale.fixture.CuttingRelay;
import flashsalelab.sale.fixture.RedisProcess;
import flashsalelab.sale.fixture.SaleFixture;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A process that ends after each single request while it decides, and another that goes on. */
@Execution(ExecutionMode.CONCURRENT)
final class WorkerCrashTest {
  private static final int STOCK = 3;
  private static final int BUYERS = 5;

  /** Units that a process with a guard of several steps can have taken and not put on record. */
  private static final int UNRECORDED = 2;

  private static final Map<String, String> ONE_CONNECTION =
      Map.of(
          "REDIS_CONNECTIONS", "1",
          "REDIS_TIMEOUT_MS", "400",
          "REDIS_RETRIES", "1",
          "REDIS_RETRY_DELAY_MS", "50",
          "REDIS_RECONNECT_DELAY_MS", "50");

  private static RedisProcess server;
  private static SaleFixture healthy;

  @BeforeAll
  static void start() {
    server = RedisProcess.start();
    healthy = SaleFixture.on(server, Map.of("REDIS_TIMEOUT_MS", "10000"));
  }

  @AfterAll
  static void stop() {
    healthy.close();
    server.close();
  }

  static List<String> guards() {
    return QueuedSale.guards();
  }

  /** A process behind a relay, whose worker does not look at queues by itself. */
  private static final class Mortal implements AutoCloseable {
    private final CuttingRelay relay = CuttingRelay.before(server);
    private final SaleFixture process;
    private final QueuedSale sale;

    Mortal(String guard, Product product) {
      Map<String, String> variables = new HashMap<>(ONE_CONNECTION);
      variables.put("REDIS_URL", relay.url());
      process = SaleFixture.on(server, variables);
      sale = QueuedSale.only(product, process, guard, QueuedSale.BLIND);
    }

    @Override
    public void close() {
      relay.close();
      sale.close();
      process.close();
    }
  }

  @ParameterizedTest
  @MethodSource("guards")
  void worker_thatEndsAtAnyStep_isFollowedByAnother(String guard) {
    int steps = steps(guard);
    assertThat(steps).isGreaterThanOrEqualTo(3);
    for (int step = 1; step <= steps; step++) {
      crashAt(guard, step);
    }
  }

  private static int steps(String guard) {
    Product product = healthy.supplied(STOCK, 1);
    try (QueuedSale sale = QueuedSale.only(product, healthy, guard, QueuedSale.SOON);
        Mortal counted = new Mortal(guard, product)) {
      List<OrderId> orders = sale.accepted(product, BUYERS);
      counted.relay.count();
      counted.sale.works();
      sale.awaitDecided(orders);
      return counted.relay.requests();
    }
  }

  private static void crashAt(String guard, int step) {
    Product product = healthy.supplied(STOCK, 1);
    try (QueuedSale sale = QueuedSale.only(product, healthy, guard, QueuedSale.SOON);
        Mortal mortal = new Mortal(guard, product)) {
      List<OrderId> orders = sale.accepted(product, BUYERS);
      mortal.relay.crashAfter(step);
      mortal.sale.works();
      Awaitility.await()
          .pollInterval(Duration.ofMillis(2))
          .until(() -> mortal.relay.isCut() || !sale.states(orders).contains(OrderState.QUEUED));
      sale.works();
      sale.awaitDecided(orders);
      Accounts accounts = new Accounts(healthy, sale, product);
      int reserved = accounts.reserved(orders);
      int least = guard.startsWith("lua") ? STOCK : STOCK - UNRECORDED;
      assertThat(reserved).as("%s, step %d", guard, step).isBetween(least, STOCK);
      assertThat(sale.states(orders.subList(0, reserved)))
          .as("%s, step %d", guard, step)
          .containsOnly(OrderState.RESERVED);
      accounts.areRight(orders);
    }
  }
}
