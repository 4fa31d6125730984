package flashsalelab.ledger.guard;

import static flashsalelab.sale.fixture.SaleFixture.purchase;
import static flashsalelab.sale.fixture.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.ledger.database.LedgerDatabase;
import flashsalelab.ledger.fixture.LedgerFixture;
import flashsalelab.ledger.fixture.PostgresProcess;
import flashsalelab.sale.OrderAnswer;
import flashsalelab.sale.OrderChange;
import flashsalelab.sale.OrderChanges;
import flashsalelab.sale.OrderId;
import flashsalelab.sale.OrderState;
import flashsalelab.sale.Product;
import flashsalelab.sale.PurchaseAnswer;
import flashsalelab.sale.PurchaseOutcome;
import flashsalelab.sale.Reconciliation;
import flashsalelab.sale.SaleTerms;
import flashsalelab.sale.fixture.SaleFixture;
import flashsalelab.sale.latch.Glance;
import flashsalelab.sale.latch.Glances;
import flashsalelab.sale.payment.PaidOrders;
import flashsalelab.sale.payment.PaymentTask;
import flashsalelab.sale.upkeep.Sweeper;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is PostgreSQL's own: waits that end, keys whose life is over, changes in their order. */
final class PostgresGuardTest {
  private static final Duration SHORT = Duration.ofMillis(150);
  private static final Duration SHORT_HOLD = Duration.ofSeconds(1);
  private static final SaleTerms SHORT_HOLDS = new SaleTerms(SHORT_HOLD, Duration.ofHours(1));
  private static final SaleTerms SHORT_KEYS = new SaleTerms(Duration.ofHours(1), SHORT);

  private static PostgresProcess server;
  private static LedgerDatabase database;

  @BeforeAll
  static void start() {
    server = PostgresProcess.start();
    database = LedgerFixture.on(server, Map.of("LEDGER_WAIT_MS", "300"));
  }

  @AfterAll
  static void stop() {
    database.close();
    server.close();
  }

  static List<String> guards() {
    return PostgresGuards.names();
  }

  private static PostgresBacking backing(String guard, SaleTerms terms) {
    return new PostgresBacking(database, guard, terms);
  }

  private static Product supplied(PostgresBacking backing, int stock) {
    Product product = SaleFixture.product(stock, 10);
    await(backing.inventory().create(product));
    return product;
  }

  private static PurchaseAnswer buy(PostgresBacking backing, Product product, String key) {
    return await(
        backing.guard().decide(purchase(product, "ann", key, 1), OrderId.next(product.sku())));
  }

  private static OrderId reserved(PurchaseAnswer answer) {
    return ((PurchaseOutcome.Reserved) ((PurchaseAnswer.Decided) answer).outcome()).order();
  }

  private static Connection transaction(String sql) throws Exception {
    Connection other =
        DriverManager.getConnection("jdbc:" + URI.create(server.url()), PostgresProcess.USER, "");
    other.setAutoCommit(false);
    try (Statement statement = other.createStatement()) {
      statement.execute(sql);
    }
    return other;
  }

  @ParameterizedTest
  @MethodSource("guards")
  void purchase_thatWaitsTooLongForALock_isUnavailableWithNothingHeld(String guard)
      throws Exception {
    PostgresBacking backing = backing(guard, SaleFixture.TERMS);
    Product product = supplied(backing, 1);
    String sku = product.sku().value();
    Connection other =
        transaction(
            """
            select from product where sku = '%1$s' for update;
            select from unit where sku = '%1$s' for update
            """
                .formatted(sku));
    try {
      assertThat(buy(backing, product, "k1")).isEqualTo(new PurchaseAnswer.Unavailable());
    } finally {
      other.close();
    }
    assertThat(server.query("select count(*) from orders where sku = '%s'".formatted(sku)))
        .isEqualTo("0");
    assertThat(server.query("select count(*) from claim where sku = '%s'".formatted(sku)))
        .isEqualTo("0");
    reserved(buy(backing, product, "k1"));
  }

  @ParameterizedTest
  @MethodSource("guards")
  void key_whoseLifeIsOver_standsForALaterOrder(String guard) throws Exception {
    PostgresBacking backing = backing(guard, SHORT_KEYS);
    Product product = supplied(backing, 5);
    OrderId first = reserved(buy(backing, product, "k"));
    Thread.sleep(SHORT.plusMillis(20));
    OrderId second = reserved(buy(backing, product, "k"));
    Thread.sleep(SHORT.plusMillis(20));
    await(backing.books().reconcile(product.sku(), Duration.ZERO));
    OrderId third = reserved(buy(backing, product, "k"));

    assertThat(List.of(first, second, third)).doesNotHaveDuplicates();
    assertThat(
            server.query(
                "select count(*) from orders where sku = '%s' and not key_retired"
                    .formatted(product.sku())))
        .isEqualTo("1");
  }

  @ParameterizedTest
  @MethodSource("guards")
  void sweep_ofOverdueOrders_putsTheirUnitsBackOnSaleAndLeavesTheOthers(String guard)
      throws Exception {
    PostgresBacking quick = backing(guard, SHORT_HOLDS);
    PostgresBacking usual = backing(guard, SaleFixture.TERMS);
    Product product = supplied(quick, 3);
    OrderId overdue = reserved(buy(quick, product, "k1"));
    OrderId paid = reserved(buy(quick, product, "k2"));
    assertThat(await(quick.orders().charging(paid)))
        .isEqualTo(new OrderChange.Done(OrderState.RESERVED));
    assertThat(await(quick.orders().paid(paid))).isEqualTo(new OrderChange.Done(OrderState.PAID));
    OrderId lasting = reserved(buy(usual, product, "k3"));
    assertThat(await(quick.guard().release(overdue, OrderState.EXPIRED)))
        .isEqualTo(new OrderChange.Refused(OrderState.RESERVED));

    Thread.sleep(SHORT_HOLD.plusMillis(20));
    assertThat(await(quick.orders().charging(overdue)))
        .isEqualTo(new OrderChange.Refused(OrderState.RESERVED));
    await(new Sweeper(quick.inventory(), quick.orders(), quick.guard()).sweep());
    assertThat(state(quick, overdue)).isEqualTo(OrderState.EXPIRED);
    assertThat(state(quick, paid)).isEqualTo(OrderState.PAID);
    assertThat(state(quick, lasting)).isEqualTo(OrderState.RESERVED);
    var offer = await(quick.inventory().find(product.sku())).orElseThrow();
    assertThat(List.of(offer.free(), offer.held(), offer.sold())).containsExactly(1, 1, 1);
    assertThat(await(quick.orders().refunded(overdue)))
        .isEqualTo(new OrderChange.Done(OrderState.REFUNDED));
  }

  private static OrderState state(PostgresBacking backing, OrderId order) {
    return ((OrderAnswer.Found) await(backing.orders().find(order))).order().state();
  }

  @ParameterizedTest
  @MethodSource("guards")
  void payments_ofReservedOrders_areHandedOutOnce(String guard) {
    PostgresBacking backing = backing(guard, SaleFixture.TERMS);
    Product product = supplied(backing, 2);
    OrderId order = reserved(buy(backing, product, "k1"));

    List<PaymentTask> tasks = await(backing.payments("one").next(product.sku(), 10));
    assertThat(tasks).extracting(PaymentTask::order).containsExactly(order);
    assertThat(await(backing.payments("two").next(product.sku(), 10))).isEmpty();
    await(backing.payments("one").done(tasks.getFirst()).thenApply(done -> true));
    assertThat(await(backing.payments("two").abandoned(product.sku(), Duration.ZERO, 10)))
        .isEmpty();
  }

  /** A change whose transaction ends later is told later, though its number is lower. */
  @ParameterizedTest
  @MethodSource("guards")
  void changes_readWhileATransactionIsOpen_missNothing(String guard) throws Exception {
    PostgresBacking backing = backing(guard, SaleFixture.TERMS);
    Product product = supplied(backing, 5);
    OrderChanges changes = backing.changes();
    String start = await(changes.position(product.sku()));
    OrderId early = reserved(buy(backing, product, "k1"));
    OrderChanges.Page first = await(changes.after(product.sku(), start, 10));
    assertThat(first.orders()).containsExactly(early);

    OrderId late;
    Connection slow =
        transaction(
            "update orders set changes = changes + 1 where id = '%1$s';".formatted(early)
                + """
                insert into order_change (order_id, number, sku, state, at)
                values ('%s', 2, '%s', 'CANCELLED', now())
                """
                    .formatted(early, product.sku()));
    try {
      late = reserved(buy(backing, product, "k2"));
      assertThat(await(changes.after(product.sku(), first.position(), 10)).orders()).isEmpty();
      slow.commit();
    } finally {
      slow.close();
    }
    OrderChanges.Page rest = await(changes.after(product.sku(), first.position(), 10));
    assertThat(rest.orders()).containsExactly(early, late);
    assertThat(await(changes.after(product.sku(), rest.position(), 10)).orders()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("guards")
  void reconcile_ofAProductInOrder_waitsForNobodyAndFindsNothing(String guard) throws Exception {
    PostgresBacking backing = backing(guard, SaleFixture.TERMS);
    Product product = supplied(backing, 5);
    reserved(buy(backing, product, "k1"));
    await(backing.orders().paid(reserved(buy(backing, product, "k2"))));
    try (Connection other =
        transaction("select from product where sku = '%s' for update".formatted(product.sku()))) {
      assertThat(other.isValid(1)).isTrue();
      assertThat(await(backing.books().reconcile(product.sku(), Duration.ZERO)))
          .contains(new Reconciliation(product.sku(), 5, 3, 1, 1, 0, 0, 0, 0, 0));
    }
  }

  /** Whoever has a reservation may repeat the purchase, also while an older transaction is open. */
  @ParameterizedTest
  @MethodSource("guards")
  void glance_whileATransactionIsOpen_tellsWhoHasAReservation(String guard) throws Exception {
    PostgresBacking backing = backing(guard, SaleFixture.TERMS);
    Product product = supplied(backing, 1);
    Glances glances = new PostgresGlances(database, PostgresGuards.stock(guard));
    Connection older = transaction("select pg_current_xact_id()");
    try {
      reserved(buy(backing, product, "k1"));
      assertThat(await(glances.at(product.sku(), 0)))
          .isEqualTo(new Glance(true, 0, 0, List.of(), Set.of("ann")));
      older.rollback();
    } finally {
      older.close();
    }
    assertThat(await(glances.at(product.sku(), 0)))
        .isEqualTo(new Glance(true, 0, 1, List.of("ann"), Set.of()));
  }

  @ParameterizedTest
  @MethodSource("guards")
  void paidOrders_areToldInTheOrderOfTheirPayments(String guard) {
    PostgresBacking backing = backing(guard, SaleFixture.TERMS);
    Product product = supplied(backing, 5);
    OrderId first = reserved(buy(backing, product, "k1"));
    OrderId second = reserved(buy(backing, product, "k2"));
    await(backing.orders().paid(second));
    await(backing.orders().paid(first));
    PaidOrders.Part all = await(backing.paidOrders().after(product.sku(), PaidOrders.START, 10));
    assertThat(all.orders()).containsExactly(second, first);
    assertThat(all.more()).isFalse();
  }
}
