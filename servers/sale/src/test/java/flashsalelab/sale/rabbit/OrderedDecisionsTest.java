package flashsalelab.sale.rabbit;

import static flashsalelab.sale.fixture.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.sale.OrderId;
import flashsalelab.sale.Product;
import flashsalelab.sale.PurchaseRequest;
import flashsalelab.sale.fixture.RedisProcess;
import flashsalelab.sale.fixture.SaleFixture;
import flashsalelab.sale.queue.PurchaseDecider;
import flashsalelab.sale.redis.QueuedPurchases;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class OrderedDecisionsTest {
  private static final Product TEE = SaleFixture.product(1, 1);
  private static final Product MUG = SaleFixture.product(1, 1);

  private final List<List<PurchaseRequest>> handed = new ArrayList<>();
  private RedisProcess redis;
  private SaleFixture sale;

  @BeforeEach
  void start() {
    redis = RedisProcess.start();
    sale = SaleFixture.on(redis);
  }

  @AfterEach
  void stop() {
    sale.close();
    redis.close();
  }

  private static PurchaseRequest request(Product product, String buyer) {
    return Instance.request(product, buyer, "key");
  }

  private Set<OrderId> decided(PurchaseDecider decider, PurchaseRequest... requests) {
    PurchaseDecider noting =
        (some, turn) -> {
          handed.add(some);
          return decider.decide(some, turn);
        };
    return await(
        new OrderedDecisions(noting, new QueuedPurchases(sale.redis()))
            .of(List.of(requests), () -> true));
  }

  private static PurchaseDecider deciding(boolean decision) {
    return (some, turn) ->
        CompletableFuture.completedFuture(some.stream().map(each -> decision).toList());
  }

  @Test
  void of_severalProducts_handsEachOverByItselfInItsOrder() {
    PurchaseRequest ann = request(TEE, "ann");
    PurchaseRequest bob = request(MUG, "bob");
    PurchaseRequest cid = request(TEE, "cid");

    assertThat(decided(deciding(true), ann, bob, cid))
        .containsExactlyInAnyOrder(ann.order(), bob.order(), cid.order());
    assertThat(handed).containsExactly(List.of(ann, cid), List.of(bob));
  }

  @Test
  void of_aPurchaseThatIsThereTwice_handsItOverOnceWhereItCameFirst() {
    PurchaseRequest ann = request(TEE, "ann");
    PurchaseRequest bob = request(TEE, "bob");

    assertThat(decided(deciding(true), ann, bob, ann))
        .containsExactlyInAnyOrder(ann.order(), bob.order());
    assertThat(handed).containsExactly(List.of(ann, bob));
  }

  @Test
  void of_whatIsNotDecided_isNotAmongTheDecided() {
    assertThat(decided(deciding(false), request(TEE, "ann"))).isEmpty();
  }

  @Test
  void of_whatCannotBeTakenOff_isNotAmongTheDecided() {
    redis.stop();

    assertThat(decided(deciding(true), request(TEE, "ann"))).isEmpty();
  }
}
