package flashsalelab.sale.queue;

import static flashsalelab.sale.fixture.SaleFixture.purchase;
import static flashsalelab.sale.fixture.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.sale.OrderId;
import flashsalelab.sale.OrderState;
import flashsalelab.sale.Product;
import flashsalelab.sale.PurchaseAnswer;
import flashsalelab.sale.PurchaseRequest;
import flashsalelab.sale.fixture.CuttingRelay;
import flashsalelab.sale.fixture.RedisProcess;
import flashsalelab.sale.fixture.SaleFixture;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** First come, first served: accepted by two processes, decided by whichever has the turn. */
final class FirstComeTest {
  private static final int BUYERS = 700;
  private static final int STOCK = 400;

  /** Units that a process with a guard of several steps can have taken and not put on record. */
  private static final int UNRECORDED = 2;

  private static RedisProcess server;
  private static SaleFixture one;
  private static SaleFixture two;

  @BeforeAll
  static void start() {
    server = RedisProcess.start();
    Map<String, String> patient = Map.of("REDIS_TIMEOUT_MS", "10000");
    one = SaleFixture.on(server, patient);
    two = SaleFixture.on(server, patient);
  }

  @AfterAll
  static void stop() {
    one.close();
    two.close();
    server.close();
  }

  static List<String> guards() {
    return QueuedSale.guards();
  }

  /** Accepted by both at once; the order of acceptance is the ledger's. */
  private static List<OrderId> accepted(Product product, QueuedSale first, QueuedSale second) {
    List<CompletionStage<PurchaseAnswer>> answers =
        IntStream.range(0, BUYERS)
            .mapToObj(i ->
                (i % 2 == 0 ? first : second)
                    .queue()
                    .answer(
                        new PurchaseRequest(
                            purchase(product, "b" + i, "k", 1), OrderId.next(product.sku()))))
            .toList();
    List<OrderId> told =
        answers.stream().map(answer -> QueuedSale.queuedOrder(await(answer))).toList();
    List<OrderId> orders =
        await(one.changes().after(product.sku(), "0-0", Integer.MAX_VALUE)).orders().stream()
            .distinct()
            .toList();
    assertThat(orders).containsExactlyInAnyOrderElementsOf(told);
    return orders;
  }

  @ParameterizedTest
  @MethodSource("guards")
  void purchases_acceptedByTwoProcessesThatDecideAtOnce_areServedInTheirOrder(String guard) {
    Product product = one.supplied(STOCK, 1);
    try (QueuedSale first = QueuedSale.only(product, one, guard, QueuedSale.SOON).works();
        QueuedSale second = QueuedSale.only(product, two, guard, QueuedSale.SOON).works()) {
      List<OrderId> orders = accepted(product, first, second);
      first.awaitDecided(orders);
      assertThat(first.states(orders.subList(0, STOCK))).containsOnly(OrderState.RESERVED);
      assertThat(first.states(orders.subList(STOCK, BUYERS))).containsOnly(OrderState.REJECTED);
      new Accounts(one, first, product).areRight(orders);
    }
  }

  static Stream<Arguments> ends() {
    return guards().stream()
        .flatMap(guard ->
            (guard.startsWith("lua") ? IntStream.of(2, 3, 4, 5) : IntStream.of(40, 300, 500, 900))
                .mapToObj(requests -> Arguments.of(guard, requests)));
  }

  @ParameterizedTest
  @MethodSource("ends")
  void purchases_whoseWorkerEndsInTheMiddle_areServedInTheirOrder(String guard, int requests) {
    Product product = one.supplied(STOCK, 1);
    CuttingRelay relay = CuttingRelay.before(server);
    try (QueuedSale first = QueuedSale.only(product, one, guard, QueuedSale.SOON);
        QueuedSale second = QueuedSale.only(product, two, guard, QueuedSale.SOON);
        SaleFixture mortal =
            SaleFixture.on(server, Map.of("REDIS_URL", relay.url(), "REDIS_CONNECTIONS", "1"));
        QueuedSale ended = QueuedSale.only(product, mortal, guard, QueuedSale.BLIND)) {
      List<OrderId> orders = accepted(product, first, second);
      relay.crashAfter(requests);
      ended.works();
      Awaitility.await().until(relay::isCut);
      first.works();
      second.works();
      first.awaitDecided(orders);

      Accounts accounts = new Accounts(one, first, product);
      int reserved = accounts.reserved(orders);
      int least = guard.startsWith("lua") ? STOCK : STOCK - UNRECORDED;
      assertThat(reserved).isBetween(least, STOCK);
      assertThat(first.states(orders.subList(0, reserved))).containsOnly(OrderState.RESERVED);
      accounts.areRight(orders);
    } finally {
      relay.close();
    }
  }
}
