package flashsalelab.sale.redis;

import static flashsalelab.sale.fixture.SaleFixture.purchase;
import static flashsalelab.sale.fixture.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.sale.OrderChanges;
import flashsalelab.sale.OrderId;
import flashsalelab.sale.Product;
import flashsalelab.sale.PurchaseAnswer;
import flashsalelab.sale.PurchaseOutcome;
import flashsalelab.sale.fixture.RedisProcess;
import flashsalelab.sale.fixture.SaleFixture;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class RedisOrderChangesTest {
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

  private static OrderId buy(Product product, String buyer) {
    PurchaseAnswer answer = await(fixture.sale().purchase(purchase(product, buyer, "k", 1)));
    return ((PurchaseOutcome.Reserved) ((PurchaseAnswer.Decided) answer).outcome()).order();
  }

  @Test
  void changes_afterAPosition_areToldOnceInTheirOrder() {
    Product product = fixture.supplied(9, 1);
    OrderChanges changes = fixture.changes();
    String empty = await(changes.position(product.sku()));
    OrderId before = buy(product, "ann");
    String position = await(changes.position(product.sku()));
    OrderId first = buy(product, "bob");
    await(fixture.sale().cancel(before));
    OrderId last = buy(product, "cid");

    OrderChanges.Page page = await(changes.after(product.sku(), position, 2));
    assertThat(page.orders()).containsExactly(first, before);
    OrderChanges.Page next = await(changes.after(product.sku(), page.position(), 2));
    assertThat(next.orders()).containsExactly(last);
    assertThat(next.position()).isEqualTo(await(changes.position(product.sku())));
    assertThat(await(changes.after(product.sku(), next.position(), 2)))
        .isEqualTo(new OrderChanges.Page(List.of(), next.position()));
    assertThat(await(changes.after(product.sku(), empty, 9)).orders())
        .containsExactly(before, first, before, last);
  }
}
