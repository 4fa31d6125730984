package flashsalelab.ledger.process;

import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.ledger.fixture.LedgerScene;
import flashsalelab.sale.OrderId;
import flashsalelab.sale.Product;
import flashsalelab.sale.StockGuard;
import flashsalelab.sale.fixture.SaleFixture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class ProjectorCrashTest {
  private static final int ORDERS = 4_000;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Map<String, String> SMALL_PAGES = Map.of("PROJECTOR_PAGE", "4");

  private LedgerScene scene;
  private Product product;

  @BeforeEach
  void start() {
    scene = new LedgerScene();
    product = scene.sale().supplied(ORDERS, 1);
  }

  @AfterEach
  void stop() {
    scene.close();
  }

  private void buy() {
    StockGuard guard = scene.sale().guard("lua-batched");
    List<CompletableFuture<?>> purchases = new ArrayList<>();
    for (int i = 0; i < ORDERS; i++) {
      purchases.add(
          guard
              .decide(
                  SaleFixture.purchase(product, "buyer-" + i, "k", 1), OrderId.next(product.sku()))
              .toCompletableFuture());
    }
    CompletableFuture.allOf(purchases.toArray(CompletableFuture[]::new)).join();
  }

  private int projected() {
    String entries = scene.query(product, "select entries from projection where sku = %s");
    return entries.isEmpty() ? 0 : Integer.parseInt(entries);
  }

  private void awaitProjected(int entries) {
    Awaitility.await().atMost(PATIENCE).until(() -> projected() >= entries);
  }

  @Test
  void projectorsThatAreKilled_writeEachEntryOnce() throws InterruptedException {
    buy();
    for (int share = 1; share <= 3; share++) {
      try (ProjectorChild projector = ProjectorChild.start(scene, SMALL_PAGES)) {
        awaitProjected(share * ORDERS / 4);
        projector.kill();
      }
    }
    assertThat(projected()).isLessThan(ORDERS);
    try (ProjectorChild last = ProjectorChild.start(scene, Map.of())) {
      awaitProjected(ORDERS);
      assertThat(last.end()).isZero();
    }
    assertThat(scene.query(product, "select free, held from product where sku = %s"))
        .isEqualTo("0 " + ORDERS);
    assertThat(
            scene.query(
                product,
                "select count(*), count(distinct order_id), max(number) from order_change where sku = %s"))
        .isEqualTo("%d %d 1".formatted(ORDERS, ORDERS));
    assertThat(scene.query(product, "select count(*) from outbox where sku = %s"))
        .isEqualTo(Integer.toString(ORDERS));
  }
}
