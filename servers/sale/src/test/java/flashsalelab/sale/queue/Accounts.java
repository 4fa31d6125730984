package flashsalelab.sale.queue;

import static flashsalelab.sale.fixture.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.sale.Offer;
import flashsalelab.sale.Order;
import flashsalelab.sale.OrderId;
import flashsalelab.sale.OrderState;
import flashsalelab.sale.Product;
import flashsalelab.sale.fixture.SaleFixture;
import java.time.Duration;
import java.util.List;

/** What must be true of a product's queued purchases when all is over. */
final class Accounts {
  private final SaleFixture process;
  private final QueuedSale sale;
  private final Product product;

  Accounts(SaleFixture process, QueuedSale sale, Product product) {
    this.process = process;
    this.sale = sale;
    this.product = product;
  }

  /** Every one is decided, once; after a reconciliation every unit is free or promised. */
  void areRight(List<OrderId> orders) {
    List<OrderId> changed =
        await(process.changes().after(product.sku(), "0-0", Integer.MAX_VALUE)).orders();
    assertThat(changed).hasSize(2 * orders.size()).containsAll(orders);
    for (OrderId id : orders) {
      List<OrderState> history =
          sale.order(id).history().stream().map(Order.Transition::state).toList();
      assertThat(history).hasSize(2).startsWith(OrderState.QUEUED);
    }
    await(process.books().reconcile(product.sku(), Duration.ZERO));
    Offer offer = await(process.inventory().find(product.sku())).orElseThrow();
    int reserved = reserved(orders);
    assertThat(reserved).isLessThanOrEqualTo(product.stock());
    assertThat(offer.held()).isEqualTo(reserved);
    assertThat(offer.free()).isEqualTo(product.stock() - reserved);
  }

  /** How many of them are reserved. */
  int reserved(List<OrderId> orders) {
    return (int) sale.states(orders).stream().filter(OrderState.RESERVED::equals).count();
  }
}
