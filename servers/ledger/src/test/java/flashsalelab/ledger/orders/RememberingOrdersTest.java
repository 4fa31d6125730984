package flashsalelab.ledger.orders;

import static flashsalelab.sale.fixture.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.ledger.fixture.LedgerScene;
import flashsalelab.sale.OrderAnswer;
import flashsalelab.sale.OrderBook;
import flashsalelab.sale.OrderChange;
import flashsalelab.sale.OrderId;
import flashsalelab.sale.OrderState;
import flashsalelab.sale.Product;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class RememberingOrdersTest {
  private LedgerScene scene;
  private Product product;
  private OrderBook orders;

  @BeforeEach
  void start() {
    scene = new LedgerScene();
    product = scene.sale().supplied(10, 5);
    orders = new RememberingOrders(scene.sale().orders(), new LedgerOrders(scene.database()));
  }

  @AfterEach
  void stop() {
    scene.close();
  }

  @Test
  void orderThatRedisHasForgotten_isTheSameFromTheLedger() {
    OrderId order = scene.bought(product, "ann");
    await(scene.guard().release(order, OrderState.CANCELLED));
    scene.project(product);
    OrderAnswer before = await(orders.find(order));
    scene.redis().command("FLUSHALL");
    assertThat(await(orders.find(order))).isInstanceOf(OrderAnswer.Found.class).isEqualTo(before);
  }

  @Test
  void orderThatRedisHas_isRedis() {
    OrderId order = scene.bought(product, "ann");
    scene.project(product);
    await(scene.sale().orders().paid(order));
    assertThat(await(orders.find(order)))
        .isInstanceOfSatisfying(
            OrderAnswer.Found.class,
            found -> assertThat(found.order().state()).isEqualTo(OrderState.PAID));
  }

  @Test
  void orderThatRedisHasForgotten_isUndecided_untilRedisHasItAgain() {
    OrderId order = scene.bought(product, "ann");
    scene.project(product);
    scene.redis().command("FLUSHALL");
    assertThat(await(orders.charging(order))).isEqualTo(new OrderChange.Undecided());
    assertThat(await(orders.paid(order))).isEqualTo(new OrderChange.Undecided());
    assertThat(await(orders.refunded(order))).isEqualTo(new OrderChange.Undecided());
  }

  @Test
  void orderThatNobodyHas_isNone() {
    OrderId order = OrderId.next(product.sku());
    assertThat(await(orders.find(order))).isEqualTo(new OrderAnswer.NoSuchOrder(order));
    assertThat(await(orders.paid(order))).isEqualTo(new OrderChange.NoSuchOrder());
  }
}
