package flashsalelab.sale.redis;

import static flashsalelab.sale.fixture.SaleFixture.purchase;
import static flashsalelab.sale.fixture.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.sale.OrderId;
import flashsalelab.sale.Product;
import flashsalelab.sale.PurchaseAnswer;
import flashsalelab.sale.PurchaseOutcome;
import flashsalelab.sale.PurchaseRequest;
import flashsalelab.sale.fixture.RedisProcess;
import flashsalelab.sale.fixture.SaleFixture;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is kept of purchases whose queue is elsewhere. */
final class QueuedPurchasesTest {
  private static RedisProcess server;
  private static SaleFixture fixture;

  @BeforeAll
  static void start() {
    server = RedisProcess.start();
    fixture = SaleFixture.on(server);
  }

  @AfterAll
  static void stop() {
    fixture.close();
    server.close();
  }

  @Test
  void purchases_acceptedIntoASet_areToldUntilTheyAreDecided() {
    Product product = fixture.supplied(9, 9);
    Acceptance acceptance =
        new Acceptance(fixture.redis(), SaleFixture.TERMS, 2, Acceptance.Keeper.SET);
    QueuedPurchases queued = new QueuedPurchases(fixture.redis());
    PurchaseRequest first = request(product, "ann", 2);
    PurchaseRequest second = request(product, "bob", 1);
    for (PurchaseRequest request : List.of(first, second, first)) {
      assertThat(await(acceptance.accept(request)))
          .isEqualTo(
              new Acceptance.Accepted(
                  new PurchaseAnswer.Decided(new PurchaseOutcome.Queued(request.order()), false),
                  false));
    }
    assertThat(await(acceptance.accept(request(product, "cid", 1))).answer())
        .isEqualTo(new PurchaseAnswer.QueueFull());
    assertThat(await(acceptance.accept(request(product, "ann", 2))))
        .satisfies(again -> assertThat(again.isNew()).isFalse())
        .satisfies(again ->
            assertThat(again.answer())
                .isEqualTo(
                    new PurchaseAnswer.Decided(new PurchaseOutcome.Queued(first.order()), true)));

    assertThat(await(queued.undecided(product.sku()))).isEqualTo(2);
    assertThat(await(queued.waiting(product.sku(), Duration.ofMinutes(1), 9))).isEmpty();
    assertThat(await(queued.waiting(product.sku(), Duration.ZERO, 9)))
        .containsExactlyInAnyOrder(first, second);
    await(queued.decided(product.sku(), List.of(first.order())).thenApply(done -> true));
    assertThat(await(queued.waiting(product.sku(), Duration.ZERO, 9))).containsExactly(second);
    assertThat(await(acceptance.accept(request(product, "cid", 1))).isNew()).isTrue();
  }

  private static PurchaseRequest request(Product product, String buyer, int quantity) {
    return new PurchaseRequest(
        purchase(product, buyer, "k", quantity), OrderId.next(product.sku()));
  }
}
