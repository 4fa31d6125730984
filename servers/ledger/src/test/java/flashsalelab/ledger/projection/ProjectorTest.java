package flashsalelab.ledger.projection;

import static flashsalelab.sale.fixture.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flashsalelab.ledger.database.LedgerDatabase;
import flashsalelab.ledger.database.LedgerException;
import flashsalelab.ledger.fixture.LedgerFixture;
import flashsalelab.ledger.fixture.LedgerScene;
import flashsalelab.ledger.fixture.PostgresProcess;
import flashsalelab.sale.IdempotencyKey;
import flashsalelab.sale.OrderId;
import flashsalelab.sale.OrderState;
import flashsalelab.sale.Product;
import flashsalelab.sale.fixture.SaleFixture;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class ProjectorTest {
  private static final String UNITS =
      "select supplied, free, held, sold, (select sum(units) from stock_movement m where m.sku = p.sku) from product p where sku = %s";

  private LedgerScene scene;
  private Product product;

  @BeforeEach
  void start() {
    scene = new LedgerScene();
    product = scene.sale().supplied(10, 5);
  }

  @AfterEach
  void stop() {
    scene.close();
  }

  @Test
  void whatWasDecided_isInTheLedger() {
    OrderId paid = scene.bought(product, "ann");
    OrderId cancelled = scene.bought(product, "bob");
    OrderId reserved = scene.bought(product, "cem");
    await(scene.sale().orders().paid(paid));
    await(scene.guard().release(cancelled, OrderState.CANCELLED));
    scene.project(product);

    assertThat(scene.query(product, UNITS)).isEqualTo("10 8 1 1 8");
    assertThat(
            scene.query(
                product,
                "select id, state, changes from orders where sku = %s order by made_at, buyer"))
        .isEqualTo("%s PAID 2%n%s CANCELLED 2%n%s RESERVED 1".formatted(paid, cancelled, reserved));
    assertThat(scene.query(product, "select order_id from outbox where sku = %s order by id"))
        .isEqualTo("%s%n%s%n%s".formatted(paid, cancelled, reserved));
    assertThat(
            scene.query(
                product,
                "select order_id, p.state, p.amount from payment p join orders o on o.id = order_id where sku = %s"))
        .isEqualTo(paid + " CAPTURED 1999");
  }

  @Test
  void restocks_areMovements_eachOnce() {
    scene.bought(product, "ann");
    scene.project(product);
    await(scene.sale().inventory().restock(product.sku(), new IdempotencyKey("r1"), 5));
    await(scene.sale().inventory().restock(product.sku(), new IdempotencyKey("r2"), 7));
    scene.project(product);
    scene.project(product);
    assertThat(scene.query(product, UNITS)).isEqualTo("22 21 1 0 21");
    assertThat(
            scene.query(
                product,
                "select restock_key, units, supplied_after from stock_movement where sku = %s and kind = 'SUPPLIED' order by id"))
        .isEqualTo("null 10 10\nr1 5 15\nr2 7 22");
  }

  @Test
  void pages_thatEndAnywhere_addUpToTheSame() {
    OrderId order = scene.bought(product, "ann");
    await(scene.guard().release(order, OrderState.CANCELLED));
    await(scene.sale().orders().refunded(order));
    scene.bought(product, "bob");
    Projector one = scene.projector(1);
    for (int i = 0; i < 4; i++) {
      assertThat(one.step(product.sku()))
          .isInstanceOfSatisfying(
              Projector.Step.Read.class, read -> assertThat(read.entries()).isEqualTo(1));
    }
    assertThat(scene.query(product, UNITS)).isEqualTo("10 9 1 0 9");
    assertThat(
            scene.query(
                product, "select number, state from order_change where sku = %s order by id"))
        .isEqualTo("1 RESERVED\n2 CANCELLED\n3 REFUNDED\n1 RESERVED");
  }

  @Test
  void twoProjectors_atOnce_writeEachEntryOnce() throws InterruptedException {
    Product large = scene.sale().supplied(1_000, 1);
    List<CompletableFuture<?>> purchases = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      purchases.add(
          scene
              .guard()
              .decide(SaleFixture.purchase(large, "buyer-" + i, "k", 1), OrderId.next(large.sku()))
              .toCompletableFuture());
    }
    CompletableFuture.allOf(purchases.toArray(CompletableFuture[]::new)).join();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < 4; i++) {
        threads.execute(() -> {
          Projector projector = scene.projector(17);
          while (!(projector.step(large.sku()) instanceof Projector.Step.Read read
              && read.isUpToDate())) {
            Thread.onSpinWait();
          }
        });
      }
    }
    assertThat(scene.query(large, UNITS)).isEqualTo("1000 0 1000 0 0");
    assertThat(
            scene.query(
                large,
                "select count(*), count(distinct order_id) from order_change where sku = %s"))
        .isEqualTo("1000 1000");
    assertThat(scene.query(large, "select entries from projection where sku = %s"))
        .isEqualTo("1000");
  }

  @Test
  void claim_ofAnother_isLeftToIt() {
    scene.bought(product, "ann");
    scene.project(product);
    scene.bought(product, "bob");
    Projector projector = scene.projector(10);
    Projector.Step meanwhile =
        scene
            .database()
            .run(connection -> {
              Claim.awaited(connection, product.sku());
              return projector.step(product.sku());
            });
    assertThat(meanwhile).isEqualTo(new Projector.Step.Taken());
    assertThat(projector.step(product.sku())).isInstanceOf(Projector.Step.Read.class);
  }

  @Test
  void productThatRedisHasLostAPartOf_isNotReadOn_andOffSale() {
    scene.bought(product, "ann");
    scene.project(product);
    scene.redis().command("DEL sale:{%s}:ledger".formatted(product.sku()));
    scene.bought(product, "bob");
    assertThat(scene.projector(10).step(product.sku()))
        .isInstanceOf(Projector.Step.Forgotten.class);
    assertThat(scene.query(product, UNITS)).isEqualTo("10 9 1 0 9");
    assertThat(await(scene.sale().inventory().find(product.sku()))).isEmpty();
  }

  @Test
  void restockThatRedisHasLost_isMissed_thoughMoreWasSuppliedSince() {
    await(scene.sale().inventory().restock(product.sku(), new IdempotencyKey("r1"), 5));
    scene.project(product);
    scene.redis().command("HINCRBY sale:{%s}:product supplied -5".formatted(product.sku()));
    scene.redis().command("HDEL sale:{%s}:restocks r1".formatted(product.sku()));
    await(scene.sale().inventory().restock(product.sku(), new IdempotencyKey("r2"), 7));
    assertThat(scene.projector(10).step(product.sku()))
        .isInstanceOf(Projector.Step.Forgotten.class);
  }

  @Test
  void oversoldOrder_isRefused_andNotToBePaid() {
    for (String buyer : List.of("ann", "bob")) {
      for (int i = 0; i < 5; i++) {
        OrderId order = OrderId.next(product.sku());
        await(scene.guard().decide(SaleFixture.purchase(product, buyer, "k" + i, 1), order));
      }
    }
    scene.redis().command("SET sale:{%s}:stock 1".formatted(product.sku()));
    OrderId oversold = scene.bought(product, "cem");
    await(scene.sale().orders().paid(oversold));
    scene.project(product);
    assertThat(scene.query(product, UNITS)).isEqualTo("10 0 10 0 0");
    assertThat(
            scene.query(
                product,
                "select order_id, state, why from refused_entry where sku = %s order by entry"))
        .isEqualTo(
            "%1$s RESERVED 1 are wanted, 0 are free%n%1$s PAID the ledger has no such order"
                .formatted(oversold));
    assertThat(scene.query(product, "select count(*) from outbox where sku = %s")).isEqualTo("10");
  }

  @Test
  void ledgerThatIsAway_losesNothing() {
    try (PostgresProcess postgres = PostgresProcess.start();
        LedgerDatabase database = LedgerFixture.on(postgres)) {
      Projector projector = scene.projector(database, 10);
      scene.bought(product, "ann");
      projector.step(product.sku());
      postgres.stop();
      scene.bought(product, "bob");
      assertThatThrownBy(() -> projector.step(product.sku()))
          .isInstanceOfSatisfying(
              LedgerException.class, failure -> assertThat(failure.isAway()).isTrue());
      postgres.restart();
      Awaitility.await().until(() -> await(database.answers()));
      assertThat(projector.step(product.sku())).isInstanceOf(Projector.Step.Read.class);
      assertThat(postgres.query("select buyer from orders order by buyer")).isEqualTo("ann\nbob");
    }
  }
}
