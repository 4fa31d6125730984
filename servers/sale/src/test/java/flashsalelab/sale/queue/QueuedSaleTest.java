package flashsalelab.sale.queue;

import static flashsalelab.sale.fixture.SaleFixture.HOLD;
import static flashsalelab.sale.fixture.SaleFixture.purchase;
import static flashsalelab.sale.fixture.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.sale.Order;
import flashsalelab.sale.OrderChange;
import flashsalelab.sale.OrderId;
import flashsalelab.sale.OrderState;
import flashsalelab.sale.Product;
import flashsalelab.sale.Purchase;
import flashsalelab.sale.PurchaseAnswer;
import flashsalelab.sale.PurchaseOutcome;
import flashsalelab.sale.PurchaseRequest;
import flashsalelab.sale.SaleWindow;
import flashsalelab.sale.fixture.RedisProcess;
import flashsalelab.sale.fixture.SaleFixture;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The life of a queued purchase, whichever guard decides it. */
@ParameterizedClass
@MethodSource("guards")
final class QueuedSaleTest {
  private static final Map<String, String> PATIENT = Map.of("REDIS_TIMEOUT_MS", "10000");

  private static RedisProcess server;
  private static SaleFixture fixture;

  private final String guard;
  private QueuedSale sale;

  QueuedSaleTest(String guard) {
    this.guard = guard;
  }

  static List<String> guards() {
    return QueuedSale.guards();
  }

  @BeforeAll
  static void start() {
    server = RedisProcess.start();
    fixture = SaleFixture.on(server, PATIENT);
  }

  @AfterAll
  static void stop() {
    fixture.close();
    server.close();
  }

  @BeforeEach
  void open() {
    sale = QueuedSale.of(fixture, guard);
  }

  @AfterEach
  void close() {
    sale.close();
  }

  private static String redis(String command, Product product) {
    return server.command(command.formatted(product.sku()));
  }

  private static PurchaseAnswer decided(PurchaseOutcome outcome, boolean replayed) {
    return new PurchaseAnswer.Decided(outcome, replayed);
  }

  private static List<OrderState> history(Order order) {
    return order.history().stream().map(Order.Transition::state).toList();
  }

  @Test
  void purchases_accepted_areOnRecordAsQueuedAndThenDecided() {
    Product product = fixture.supplied(2, 1);
    List<OrderId> orders = sale.accepted(product, 3);
    Order waiting = sale.order(orders.getFirst());
    assertThat(history(waiting)).containsExactly(OrderState.QUEUED);
    assertThat(waiting.heldUntil()).isNull();
    assertThat(waiting.reason()).isNull();
    assertThat(waiting.amount()).isEqualTo(product.price());
    assertThat(await(fixture.sale().cancel(waiting.id()))).isEqualTo(new OrderChange.Undecided());
    assertThat(await(fixture.orders().charging(waiting.id())))
        .isEqualTo(new OrderChange.Undecided());

    sale.works();
    sale.awaitDecided(orders);
    assertThat(sale.states(orders))
        .containsExactly(OrderState.RESERVED, OrderState.RESERVED, OrderState.REJECTED);
    Order reserved = sale.order(orders.getFirst());
    assertThat(history(reserved)).containsExactly(OrderState.QUEUED, OrderState.RESERVED);
    assertThat(reserved.history().getFirst()).isEqualTo(waiting.history().getFirst());
    assertThat(reserved.heldUntil()).isEqualTo(reserved.history().getLast().at().plus(HOLD));
    Order rejected = sale.order(orders.getLast());
    assertThat(history(rejected)).containsExactly(OrderState.QUEUED, OrderState.REJECTED);
    assertThat(rejected.reason()).isEqualTo("sold_out");
    assertThat(await(fixture.sale().cancel(rejected.id())))
        .isEqualTo(new OrderChange.Refused(OrderState.REJECTED));
    nothingWaits(product, orders);
  }

  /** Three decided purchases, two of them reserved, have left what they must and nothing else. */
  private static void nothingWaits(Product product, List<OrderId> orders) {
    assertThat(redis("XLEN sale:{%s}:ledger", product)).isEqualTo("6");
    assertThat(redis("XLEN sale:{%s}:payments", product)).isEqualTo("2");
    assertThat(redis("HLEN sale:{%s}:pending", product)).isEqualTo("0");
    assertThat(redis("HLEN sale:{%s}:buyers", product)).isEqualTo("2");
    assertThat(redis("GET sale:{%s}:stock", product)).isEqualTo("0");
    assertThat(redis("PTTL sale:{%s}:order:" + orders.getFirst(), product)).isEqualTo("-1");
    assertThat(Long.parseLong(redis("PTTL sale:{%s}:order:" + orders.getLast(), product)))
        .isBetween(1L, Duration.ofHours(24).toMillis());
    assertThat(Long.parseLong(redis("PTTL sale:{%s}:claim:2:b0:k", product)))
        .isBetween(1L, Duration.ofHours(24).toMillis());
    Awaitility.await().until(() -> redis("EXISTS sale:{%s}:deciding", product).equals("0"));
    assertThat(redis("XLEN sale:{%s}:queue", product)).isEqualTo("0");
  }

  @Test
  void purchase_withTheSameKey_isToldItsPresentState() {
    Product product = fixture.supplied(1, 1);
    Purchase first = purchase(product, "ann", "k", 1);
    Purchase second = purchase(product, "bob", "k", 1);
    OrderId order = QueuedSale.queuedOrder(sale.buy(first));
    OrderId late = QueuedSale.queuedOrder(sale.buy(second));
    assertThat(sale.buy(first)).isEqualTo(decided(new PurchaseOutcome.Queued(order), true));
    assertThat(await(fixture.sale(sale.guard()).purchase(first)))
        .isEqualTo(decided(new PurchaseOutcome.Queued(order), true));
    assertThat(sale.buy(purchase(product, "ann", "k", 2)))
        .isEqualTo(new PurchaseAnswer.KeyReused());

    sale.works();
    sale.awaitDecided(List.of(order, late));
    Order reserved = sale.order(order);
    Instant until = Objects.requireNonNull(reserved.heldUntil());
    PurchaseOutcome outcome =
        new PurchaseOutcome.Reserved(order, reserved.history().getLast().at(), until);
    assertThat(sale.buy(first)).isEqualTo(decided(outcome, true));
    assertThat(sale.buy(second)).isEqualTo(decided(new PurchaseOutcome.SoldOut(), true));
    assertThat(sale.buy(purchase(product, "bob", "k", 2)))
        .isEqualTo(new PurchaseAnswer.KeyReused());
    try (SaleFixture restarted = SaleFixture.on(server, PATIENT);
        QueuedSale again = QueuedSale.of(restarted, guard)) {
      assertThat(again.buy(first)).isEqualTo(decided(outcome, true));
      assertThat(again.buy(second)).isEqualTo(decided(new PurchaseOutcome.SoldOut(), true));
    }
    assertThat(redis("XLEN sale:{%s}:ledger", product)).isEqualTo("4");
  }

  @Test
  void acceptance_sentAgainByTheSameCall_worksOnceAndIsNoReplay() {
    Product product = fixture.supplied(1, 1);
    OrderId order = OrderId.next(product.sku());
    PurchaseRequest request = new PurchaseRequest(purchase(product, "ann", "k", 1), order);
    assertThat(sale.buy(request)).isEqualTo(decided(new PurchaseOutcome.Queued(order), false));
    assertThat(sale.buy(request)).isEqualTo(decided(new PurchaseOutcome.Queued(order), false));
    assertThat(redis("XLEN sale:{%s}:queue", product)).isEqualTo("1");
    assertThat(redis("XLEN sale:{%s}:ledger", product)).isEqualTo("1");
    assertThat(redis("PTTL sale:{%s}:claim:3:ann:k", product)).isEqualTo("-1");
  }

  @Test
  void purchases_beyondTheBuyersLimit_areRejected() {
    Product product = fixture.supplied(9, 2);
    OrderId two = QueuedSale.queuedOrder(sale.buy(purchase(product, "ann", "k1", 2)));
    OrderId more = QueuedSale.queuedOrder(sale.buy(purchase(product, "ann", "k2", 1)));
    sale.works();
    sale.awaitDecided(List.of(two, more));
    assertThat(sale.state(two)).isEqualTo(OrderState.RESERVED);
    assertThat(sale.order(more).reason()).isEqualTo("limit_reached");
    assertThat(sale.buy(purchase(product, "ann", "k2", 1)))
        .isEqualTo(decided(new PurchaseOutcome.LimitReached(2), true));
    assertThat(redis("GET sale:{%s}:stock", product)).isEqualTo("7");
  }

  @Test
  void purchase_outsideTheWindow_isRefusedAtOnceOrByItsDecision() {
    Product product = fixture.supplied(9, 9);
    OrderId early = sale.accepted(product, "ann");
    await(fixture.sale().close(product.sku()));
    Instant closed =
        Objects.requireNonNull(
            await(fixture.sale().offer(product.sku())).orElseThrow().product().closesAt());
    assertThat(sale.buy(purchase(product, "bob", "k", 1)))
        .isEqualTo(decided(new PurchaseOutcome.SaleClosed(closed), false));
    assertThat(redis("XLEN sale:{%s}:queue", product)).isEqualTo("1");

    sale.works();
    sale.awaitDecided(List.of(early));
    assertThat(sale.order(early).reason()).isEqualTo("sale_closed");
    assertThat(sale.buy(purchase(product, "ann", "k", 1)))
        .isEqualTo(decided(new PurchaseOutcome.SaleClosed(closed), true));
    Instant opens = Instant.now().plusSeconds(60).truncatedTo(ChronoUnit.MILLIS);
    await(fixture.sale().open(product.sku(), new SaleWindow(opens, null)));
    assertThat(sale.buy(purchase(product, "cid", "k", 1)))
        .isEqualTo(decided(new PurchaseOutcome.SaleNotOpen(opens), false));
    assertThat(redis("GET sale:{%s}:stock", product)).isEqualTo("9");
  }

  @Test
  void purchase_ofAnUnknownProduct_isToldSoAndUsesNoKey() {
    Product product = SaleFixture.product(5, 1);
    assertThat(sale.buy(purchase(product, "ann", "k1", 1)))
        .isEqualTo(new PurchaseAnswer.NoSuchProduct(product.sku()));
    assertThat(server.command("KEYS sale:{%s}:*".formatted(product.sku()))).isEmpty();
  }

  @Test
  void purchases_beyondTheQueuesLimit_areRefusedAndThoseAcceptedAreDecided() {
    Product product = fixture.supplied(9, 1);
    try (QueuedSale limited = QueuedSale.limited(fixture, guard, 3)) {
      List<OrderId> orders = limited.accepted(product, 3);
      Purchase fourth = purchase(product, "late", "k", 1);
      assertThat(limited.buy(fourth)).isEqualTo(new PurchaseAnswer.QueueFull());
      assertThat(redis("EXISTS sale:{%s}:claim:4:late:k", product)).isEqualTo("0");
      assertThat(redis("XLEN sale:{%s}:queue", product)).isEqualTo("3");

      limited.works();
      limited.awaitDecided(orders);
      assertThat(limited.states(orders)).containsOnly(OrderState.RESERVED);
      Awaitility.await().until(() -> redis("XLEN sale:{%s}:queue", product).equals("0"));
      OrderId accepted = QueuedSale.queuedOrder(limited.buy(fourth));
      limited.awaitDecided(List.of(accepted));
      assertThat(limited.state(accepted)).isEqualTo(OrderState.RESERVED);
    }
  }

  @Test
  void worker_whoseTurnIsOver_decidesNothingAndLeavesItToTheNext() {
    Product product = fixture.supplied(9, 1);
    List<OrderId> orders = sale.accepted(product, 3);
    List<PurchaseRequest> requests =
        IntStream.range(0, 3)
            .mapToObj(i -> new PurchaseRequest(purchase(product, "b" + i, "k", 1), orders.get(i)))
            .toList();
    DecidingWorker worker = new DecidingWorker(sale.guard());
    assertThat(await(worker.decide(requests, () -> false))).containsExactly(false, false, false);
    assertThat(sale.states(orders)).containsOnly(OrderState.QUEUED);
    assertThat(redis("GET sale:{%s}:stock", product)).isEqualTo("9");
    assertThat(redis("HLEN sale:{%s}:pending", product)).isEqualTo("0");
    assertThat(redis("HLEN sale:{%s}:buyers", product)).isEqualTo("0");

    assertThat(await(worker.decide(requests, () -> true))).containsExactly(true, true, true);
    assertThat(await(worker.decide(requests, () -> true))).containsExactly(true, true, true);
    assertThat(sale.states(orders)).containsOnly(OrderState.RESERVED);
    assertThat(redis("GET sale:{%s}:stock", product)).isEqualTo("6");
  }

  @Test
  void purchases_acceptedByProcessesThatRest_areDecidedWithoutAWait() {
    Product product = fixture.supplied(9, 1);
    try (SaleFixture other = SaleFixture.on(server, PATIENT);
        QueuedSale one = QueuedSale.of(fixture, guard, QueuedSale.NEVER).works();
        QueuedSale two = QueuedSale.of(other, guard, QueuedSale.NEVER).works()) {
      for (int i = 0; i < 6; i++) {
        QueuedSale process = i % 2 == 0 ? one : two;
        OrderId order = process.accepted(product, "ann" + i);
        process.awaitDecided(List.of(order));
        assertThat(process.state(order)).isEqualTo(OrderState.RESERVED);
      }
    }
  }
}
