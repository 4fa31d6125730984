package flashsalelab.sale.redis;

import static flashsalelab.sale.fixture.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.sale.OrderId;
import flashsalelab.sale.OrderState;
import flashsalelab.sale.Product;
import flashsalelab.sale.StockGuard;
import flashsalelab.sale.fixture.RedisProcess;
import flashsalelab.sale.fixture.SaleFixture;
import flashsalelab.sale.payment.PaidOrders;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class RedisPaidOrdersTest {
  private RedisProcess redis;
  private SaleFixture fixture;
  private Product product;
  private StockGuard guard;

  @BeforeEach
  void start() {
    redis = RedisProcess.start();
    fixture = SaleFixture.on(redis);
    product = fixture.supplied(100, 1);
    guard = fixture.guard("lua");
  }

  @AfterEach
  void stop() {
    fixture.close();
    redis.close();
  }

  private OrderId bought(String buyer) {
    OrderId order = OrderId.next(product.sku());
    await(guard.decide(SaleFixture.purchase(product, buyer, "k", 1), order));
    return order;
  }

  private OrderId paid(String buyer) {
    OrderId order = bought(buyer);
    await(fixture.orders().paid(order));
    return order;
  }

  @Test
  void after_readsOnWhereItStopped_andOnlyWhatIsPaid() {
    PaidOrders orders = new RedisPaidOrders(fixture.redis());
    List<OrderId> expected = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      expected.add(paid("paid-" + i));
      await(guard.release(bought("cancelled-" + i), OrderState.CANCELLED));
    }
    List<OrderId> read = new ArrayList<>();
    String cursor = PaidOrders.START;
    boolean more = true;
    while (more) {
      PaidOrders.Part part = await(orders.after(product.sku(), cursor, 3));
      read.addAll(part.orders());
      cursor = part.cursor();
      more = part.more();
    }
    assertThat(read).isEqualTo(expected);

    OrderId late = paid("late");
    assertThat(await(orders.after(product.sku(), cursor, 3)).orders()).containsExactly(late);
  }

  @Test
  void after_ofAProductWithoutOrders_isNothing() {
    PaidOrders.Part part =
        await(new RedisPaidOrders(fixture.redis()).after(product.sku(), PaidOrders.START, 3));
    assertThat(part).isEqualTo(new PaidOrders.Part(List.of(), PaidOrders.START, false));
  }
}
