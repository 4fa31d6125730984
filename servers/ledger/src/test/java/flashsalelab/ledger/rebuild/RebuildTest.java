package flashsalelab.ledger.rebuild;

import static flashsalelab.sale.fixture.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.ledger.fixture.LedgerScene;
import flashsalelab.ledger.projection.Projector;
import flashsalelab.sale.IdempotencyKey;
import flashsalelab.sale.Offer;
import flashsalelab.sale.OrderAnswer;
import flashsalelab.sale.OrderId;
import flashsalelab.sale.OrderState;
import flashsalelab.sale.Product;
import flashsalelab.sale.PurchaseAnswer;
import flashsalelab.sale.PurchaseOutcome;
import flashsalelab.sale.StockGuard;
import flashsalelab.sale.fixture.SaleFixture;
import flashsalelab.sale.redis.RedisRestore;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class RebuildTest {
  /** More units than are sold while a test lasts. */
  private static final int MANY = 1_000_000;

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

  private Rebuild.Result rebuild(Rebuild.Present present) {
    return new Rebuild(
            scene.database(),
            scene.projector(100),
            new RedisRestore(
                scene.sale().redis(), LedgerScene.KEY_LIFE, new RedisRestore.Queue(true)))
        .rebuild(product.sku(), present);
  }

  private Offer offer() {
    return await(scene.sale().inventory().find(product.sku())).orElseThrow();
  }

  private String redis(String command) {
    return scene.redis().command(command.formatted(product.sku()));
  }

  @Test
  void redisThatWasWiped_isAsItWas() {
    OrderId reserved = scene.bought(product, "ann");
    OrderId paid = scene.bought(product, "bob");
    OrderId cancelled = scene.bought(product, "cem");
    await(scene.sale().orders().paid(paid));
    await(scene.guard().release(cancelled, OrderState.CANCELLED));
    await(scene.sale().inventory().restock(product.sku(), new IdempotencyKey("r"), 3));
    scene.project(product);
    Offer before = offer();
    List<OrderAnswer> orders = new ArrayList<>();
    for (OrderId order : List.of(reserved, paid, cancelled)) {
      orders.add(await(scene.sale().orders().find(order)));
    }
    String ledger = redis("XRANGE sale:{%s}:ledger - +");
    List<String> buyers = redis("HGETALL sale:{%s}:buyers").lines().sorted().toList();
    String reservations = redis("LRANGE sale:{%s}:reserved 0 -1");

    scene.redis().command("FLUSHALL");
    assertThat(rebuild(Rebuild.Present.REFUSED))
        .isEqualTo(new Rebuild.Result.Rebuilt(product.sku(), 3, 5, 11, 1, 1));
    assertThat(offer().showsTheSameAs(before)).isTrue();
    assertThat(offer().product()).isEqualTo(before.product());
    assertThat(redis("XRANGE sale:{%s}:ledger - +")).isEqualTo(ledger);
    assertThat(redis("HGETALL sale:{%s}:buyers").lines().sorted().toList()).isEqualTo(buyers);
    assertThat(redis("LRANGE sale:{%s}:reserved 0 -1")).isEqualTo(reservations);
    List<OrderAnswer> restored = new ArrayList<>();
    for (OrderId order : List.of(reserved, paid, cancelled)) {
      restored.add(await(scene.sale().orders().find(order)));
    }
    assertThat(restored).isEqualTo(orders);
  }

  @Test
  void keys_standForTheirOrders_afterwards() {
    OrderId order = scene.bought(product, "ann");
    scene.project(product);
    scene.redis().command("FLUSHALL");
    rebuild(Rebuild.Present.REFUSED);
    PurchaseAnswer again =
        await(
            scene
                .guard()
                .decide(SaleFixture.purchase(product, "ann", "k", 1), OrderId.next(product.sku())));
    assertThat(again)
        .isInstanceOfSatisfying(
            PurchaseAnswer.Decided.class,
            decided -> {
              assertThat(decided.replayed()).isTrue();
              assertThat(((PurchaseOutcome.Reserved) decided.outcome()).order()).isEqualTo(order);
            });
  }

  @Test
  void ledger_isReadOn_afterwards() {
    scene.bought(product, "ann");
    scene.project(product);
    scene.redis().command("FLUSHALL");
    rebuild(Rebuild.Present.REFUSED);
    OrderId next = scene.bought(product, "bob");
    await(scene.guard().release(next, OrderState.CANCELLED));
    scene.project(product);
    assertThat(scene.query(product, "select free, held, sold from product where sku = %s"))
        .isEqualTo("9 1 0");
  }

  @Test
  void productThatIsThere_isLeftAlone_unlessToldOtherwise() {
    scene.bought(product, "ann");
    scene.project(product);
    OrderId notYetRead = scene.bought(product, "bob");
    assertThat(rebuild(Rebuild.Present.REFUSED))
        .isEqualTo(new Rebuild.Result.NotEmpty(product.sku()));
    assertThat(rebuild(Rebuild.Present.REPLACED))
        .isEqualTo(new Rebuild.Result.Rebuilt(product.sku(), 2, 2, 8, 2, 0));
    assertThat(await(scene.sale().orders().find(notYetRead))).isInstanceOf(OrderAnswer.Found.class);
  }

  /** As after a Redis that was killed before its last second was on disk. */
  @Test
  void redisThatLostItsTail_getsItBack_andKeepsWhatItSoldSince() {
    OrderId kept = scene.bought(product, "ann");
    OrderId lost = scene.bought(product, "bob");
    scene.project(product);
    String entry =
        redis("XREVRANGE sale:{%s}:ledger + - COUNT 1").lines().findFirst().orElseThrow();
    redis("XDEL sale:{%s}:ledger " + entry);
    redis("DEL sale:{%s}:order:" + lost);
    redis("HDEL sale:{%s}:buyers bob");
    redis("HINCRBY sale:{%s}:totals held -1");
    redis("INCR sale:{%s}:stock");
    OrderId since = scene.bought(product, "cem");

    assertThat(scene.projector(9).step(product.sku())).isInstanceOf(Projector.Step.Forgotten.class);
    assertThat(rebuild(Rebuild.Present.REPLACED))
        .isEqualTo(new Rebuild.Result.Rebuilt(product.sku(), 3, 3, 7, 3, 0));
    for (OrderId order : List.of(kept, lost, since)) {
      assertThat(await(scene.sale().orders().find(order))).isInstanceOf(OrderAnswer.Found.class);
    }
    scene.bought(product, "dan");
    scene.project(product);
    assertThat(scene.query(product, "select free, held from product where sku = %s"))
        .isEqualTo("6 4");
  }

  @Test
  void queuedOrders_areQueuedAgain_inTheirOrder() {
    List<String> queued = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      OrderId order = OrderId.next(product.sku());
      queued.add(order.toString());
      scene
          .redis()
          .command(
              "XADD sale:{%s}:ledger * order %s buyer b%d key k quantity 1 state QUEUED at 1700000000000 amount 1999"
                  .formatted(product.sku(), order, i));
    }
    scene.project(product);
    scene.redis().command("FLUSHALL");
    rebuild(Rebuild.Present.REFUSED);
    List<String> waiting =
        redis("XRANGE sale:{%s}:queue - +").lines().filter(queued::contains).toList();
    assertThat(waiting).isEqualTo(queued);
  }

  @Test
  void whatHappensToAnOrder_whileItsProductIsOffSale_isKept() {
    OrderId order = scene.bought(product, "ann");
    scene.project(product);
    scene.projector(9).suspend(product.sku());
    await(scene.sale().orders().paid(order));
    assertThat(rebuild(Rebuild.Present.REPLACED))
        .isEqualTo(new Rebuild.Result.Rebuilt(product.sku(), 1, 2, 9, 0, 1));
  }

  @Test
  void rebuiltAgain_isTheSame() {
    scene.bought(product, "ann");
    rebuild(Rebuild.Present.REPLACED);
    String ledger = redis("XRANGE sale:{%s}:ledger - +");
    assertThat(rebuild(Rebuild.Present.REPLACED))
        .isEqualTo(new Rebuild.Result.Rebuilt(product.sku(), 1, 1, 9, 1, 0));
    assertThat(redis("XRANGE sale:{%s}:ledger - +")).isEqualTo(ledger);
    scene.project(product);
    assertThat(scene.query(product, "select count(*) from refused_entry where sku = %s"))
        .isEqualTo("0");
  }

  private void buyUntil(AtomicBoolean enough, String buyers, Set<OrderId> told) {
    StockGuard guard = scene.guard();
    for (int i = 0; !enough.get(); i++) {
      PurchaseAnswer answer =
          await(
              guard.decide(
                  SaleFixture.purchase(product, buyers + i, "k", 1), OrderId.next(product.sku())));
      if (answer instanceof PurchaseAnswer.Decided decided
          && decided.outcome() instanceof PurchaseOutcome.Reserved reserved) {
        told.add(reserved.order());
      }
    }
  }

  /** Redis is wiped while buyers buy, and rebuilt once. */
  @Test
  void saleThatIsWipedInMidSale_goesOn_andOversellsNothing() {
    product = scene.sale().supplied(MANY, 1);
    Set<OrderId> told = ConcurrentHashMap.newKeySet();
    AtomicBoolean enough = new AtomicBoolean();
    List<String> remembered;
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < 4; i++) {
        String buyers = "buyer-%d-".formatted(i);
        threads.execute(() -> buyUntil(enough, buyers, told));
      }
      try {
        Awaitility.await().until(() -> told.size() > 100);
        scene.projector(5_000).step(product.sku());
        scene.redis().command("FLUSHALL");
        remembered = scene.query(product, "select id from orders where sku = %s").lines().toList();
        assertThat(rebuild(Rebuild.Present.REFUSED)).isInstanceOf(Rebuild.Result.Rebuilt.class);
        int before = told.size();
        Awaitility.await().until(() -> told.size() > before + 100);
      } finally {
        enough.set(true);
      }
    }
    scene.project(product);
    assertThat(remembered).hasSizeGreaterThan(100);
    for (String order : remembered) {
      assertThat(await(scene.sale().orders().find(OrderId.parse(order))))
          .isInstanceOf(OrderAnswer.Found.class);
    }
    Offer offer = offer();
    assertThat(offer.free() + offer.held() + offer.sold()).isEqualTo(MANY);
    assertThat(offer.held()).isGreaterThan(remembered.size() + 100);
    assertThat(scene.query(product, "select held from product where sku = %s"))
        .isEqualTo(Integer.toString(offer.held()));
    assertThat(scene.query(product, "select count(*) from refused_entry where sku = %s"))
        .isEqualTo("0");
  }
}
