package flashsalelab.sale.redis;

import static flashsalelab.sale.fixture.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.sale.OrderId;
import flashsalelab.sale.Product;
import flashsalelab.sale.PurchaseRequest;
import flashsalelab.sale.fixture.RedisProcess;
import flashsalelab.sale.fixture.SaleFixture;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class QueuedPurchasesTest {
  private static final Duration LONG = Duration.ofMinutes(10);

  private static RedisProcess redis;
  private SaleFixture sale;
  private QueuedPurchases queued;
  private Product product;
  private PurchaseRequest ann;
  private PurchaseRequest bob;

  @BeforeAll
  static void start() {
    redis = RedisProcess.start();
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  @BeforeEach
  void acceptTwo() throws InterruptedException {
    sale = SaleFixture.on(redis);
    queued = new QueuedPurchases(sale.redis());
    product = sale.supplied(5, 2);
    ann = accepted("ann");
    Thread.sleep(2);
    bob = accepted("bob");
  }

  @AfterEach
  void disconnect() {
    sale.close();
  }

  private PurchaseRequest accepted(String buyer) {
    PurchaseRequest request =
        new PurchaseRequest(
            SaleFixture.purchase(product, buyer, "key", 2), OrderId.next(product.sku()));
    Acceptance acceptance =
        new Acceptance(sale.redis(), SaleFixture.TERMS, 10, Acceptance.Keeper.SET);
    assertThat(await(acceptance.accept(request)).isNew()).isTrue();
    return request;
  }

  private List<PurchaseRequest> unconfirmed(Duration grace) {
    return await(queued.unconfirmed(product.sku(), grace, 10));
  }

  @Test
  void unconfirmed_afterTheGrace_areHandedOutInTheirOrder() {
    assertThat(unconfirmed(LONG)).isEmpty();
    assertThat(unconfirmed(Duration.ZERO)).containsExactly(ann, bob);
  }

  @Test
  void unconfirmed_askedByTwo_areHandedOutOnce() throws InterruptedException {
    Thread.sleep(100);
    assertThat(unconfirmed(Duration.ofMillis(50))).containsExactly(ann, bob);
    assertThat(unconfirmed(Duration.ofMillis(50))).isEmpty();

    Thread.sleep(100);
    assertThat(unconfirmed(Duration.ofMillis(50))).containsExactlyInAnyOrder(ann, bob);
  }

  @Test
  void unconfirmed_whenOneIsConfirmed_isTheOther() {
    await(queued.confirmed(product.sku(), List.of(ann.order()), LONG));

    assertThat(unconfirmed(Duration.ZERO)).containsExactly(bob);
    assertThat(await(queued.undecided(product.sku()))).isEqualTo(2);
  }

  @Test
  void confirmed_ofOneThatIsDecided_doesNotBringItBack() {
    await(queued.decided(product.sku(), List.of(ann.order())));
    await(queued.confirmed(product.sku(), List.of(ann.order()), LONG));

    assertThat(await(queued.undecided(product.sku()))).isEqualTo(1);
    assertThat(unconfirmed(Duration.ZERO)).containsExactly(bob);
  }
}
