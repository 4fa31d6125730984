package flashsalelab.ledger.guard;

import static flashsalelab.sale.fixture.SaleFixture.purchase;
import static flashsalelab.sale.fixture.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flashsalelab.ledger.database.LedgerDatabase;
import flashsalelab.ledger.fixture.LedgerFixture;
import flashsalelab.ledger.fixture.PostgresProcess;
import flashsalelab.sale.InvalidValueException;
import flashsalelab.sale.OrderId;
import flashsalelab.sale.Product;
import flashsalelab.sale.PurchaseAnswer;
import flashsalelab.sale.PurchaseOutcome;
import flashsalelab.sale.fixture.SaleFixture;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Rows that somebody has locked are neither waited for without need nor taken for sold. */
final class UnitStockTest {
  private static PostgresProcess server;
  private static LedgerDatabase database;
  private static PostgresBacking backing;

  @BeforeAll
  static void start() {
    server = PostgresProcess.start();
    database = LedgerFixture.on(server);
    backing = new PostgresBacking(database, "postgres-skip-locked", SaleFixture.TERMS);
  }

  @AfterAll
  static void stop() {
    database.close();
    server.close();
  }

  private static Product supplied(int stock) {
    Product product = SaleFixture.product(stock, 10);
    await(backing.inventory().create(product));
    return product;
  }

  private static CompletionStage<PurchaseAnswer> buy(Product product, String buyer, int quantity) {
    return backing
        .guard()
        .decide(purchase(product, buyer, "k", quantity), OrderId.next(product.sku()));
  }

  /** Another transaction that has a product's unit of this number, until it is closed. */
  private static Connection locked(Product product, int number) throws Exception {
    Connection other =
        DriverManager.getConnection("jdbc:" + URI.create(server.url()), PostgresProcess.USER, "");
    other.setAutoCommit(false);
    try (Statement statement = other.createStatement()) {
      statement.execute(
          "select from unit where sku = '%s' and number = %d for update"
              .formatted(product.sku(), number));
    }
    return other;
  }

  private static PurchaseOutcome outcome(PurchaseAnswer answer) {
    return ((PurchaseAnswer.Decided) answer).outcome();
  }

  @Test
  void purchase_besideALockedUnit_takesAnotherAtOnce() throws Exception {
    Product product = supplied(2);
    Connection other = locked(product, 1);
    try {
      assertThat(outcome(await(buy(product, "ann", 1))))
          .isInstanceOf(PurchaseOutcome.Reserved.class);
    } finally {
      other.close();
    }
    assertThat(
            server.query(
                "select number from unit where order_id is not null and sku = '%s'"
                    .formatted(product.sku())))
        .isEqualTo("2");
  }

  @Test
  void purchase_ofTheLastUnitThatSomebodyGivesUp_waitsAndTakesIt() throws Exception {
    Product product = supplied(1);
    Connection other = locked(product, 1);
    CompletionStage<PurchaseAnswer> waiting;
    try {
      waiting = buy(product, "ann", 1);
      awaitAWait();
      other.rollback();
    } finally {
      other.close();
    }
    assertThat(outcome(await(waiting))).isInstanceOf(PurchaseOutcome.Reserved.class);
  }

  private static void awaitAWait() {
    Awaitility.await()
        .pollInterval(Duration.ofMillis(10))
        .until(() -> server.query("select count(*) from pg_locks where not granted").equals("1"));
  }

  @Test
  void purchase_thatWaitsForAUnit_keepsNoneMeanwhile() throws Exception {
    Product product = supplied(2);
    Connection other = locked(product, 1);
    CompletionStage<PurchaseAnswer> waiting;
    try {
      waiting = buy(product, "ann", 2);
      awaitAWait();
      try (Statement statement = other.createStatement()) {
        statement.execute(
            "select from unit where sku = '%s' and number = 2 for update nowait"
                .formatted(product.sku()));
      }
      other.rollback();
    } finally {
      other.close();
    }
    assertThat(outcome(await(waiting))).isInstanceOf(PurchaseOutcome.Reserved.class);
  }

  @Test
  void reconcile_afterEveryRowIsLost_makesAsManyFreeAsTheOrdersLeave() throws Exception {
    Product product = supplied(3);
    assertThat(outcome(await(buy(product, "ann", 1)))).isInstanceOf(PurchaseOutcome.Reserved.class);
    server.update("delete from unit where sku = '%s'".formatted(product.sku()));
    assertThat(
            await(backing.books().reconcile(product.sku(), Duration.ZERO)).orElseThrow().returned())
        .isEqualTo(2);
    assertThat(outcome(await(buy(product, "bob", 2)))).isInstanceOf(PurchaseOutcome.Reserved.class);
    assertThat(outcome(await(buy(product, "eve", 1)))).isEqualTo(new PurchaseOutcome.SoldOut());
  }

  @Test
  void purchase_ofMoreThanAreFree_takesNone() {
    Product product = supplied(3);
    assertThat(outcome(await(buy(product, "ann", 2)))).isInstanceOf(PurchaseOutcome.Reserved.class);
    assertThat(outcome(await(buy(product, "bob", 2)))).isEqualTo(new PurchaseOutcome.SoldOut());
    assertThat(outcome(await(buy(product, "eve", 1)))).isInstanceOf(PurchaseOutcome.Reserved.class);
  }

  @Test
  void create_ofMoreUnitsThanRowsAreKept_isRefused() {
    Product tooMany = SaleFixture.product(UnitStock.MOST_UNITS + 1, 1);
    assertThatThrownBy(() -> backing.inventory().create(tooMany))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("must be at most 1000000 with this stock guard, not 1000001");
  }
}
