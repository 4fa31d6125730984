package flashsalelab.ledger.outbox;

import static flashsalelab.sale.fixture.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import flashsalelab.ledger.fixture.LedgerScene;
import flashsalelab.sale.OrderId;
import flashsalelab.sale.OrderState;
import flashsalelab.sale.Product;
import flashsalelab.sale.payment.DeadLetter;
import flashsalelab.sale.payment.PaidOrders;
import flashsalelab.sale.payment.PaymentFeed;
import flashsalelab.sale.payment.PaymentTask;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class OutboxFeedTest {
  private LedgerScene scene;
  private Product product;
  private PaymentFeed feed;

  @BeforeEach
  void start() {
    scene = new LedgerScene();
    product = scene.sale().supplied(10, 5);
    feed = new OutboxFeed(scene.database(), "p1");
  }

  @AfterEach
  void stop() {
    scene.close();
  }

  private List<PaymentTask> next(int most) {
    return await(feed.next(product.sku(), most));
  }

  @Test
  void payment_isHandedOut_onlyWhenItsOrderIsInTheLedger() {
    OrderId order = scene.bought(product, "ann");
    assertThat(next(9)).isEmpty();
    scene.project(product);
    assertThat(next(9)).extracting(PaymentTask::order).containsExactly(order);
  }

  @Test
  void payment_isHandedOutOnce_inOrder_untilItIsAbandoned() {
    OrderId first = scene.bought(product, "ann");
    OrderId second = scene.bought(product, "bob");
    scene.project(product);
    assertThat(next(1)).extracting(PaymentTask::order).containsExactly(first);
    PaymentFeed other = new OutboxFeed(scene.database(), "p2");
    assertThat(await(other.next(product.sku(), 9)))
        .extracting(PaymentTask::order)
        .containsExactly(second);
    assertThat(await(other.abandoned(product.sku(), Duration.ofMinutes(1), 9))).isEmpty();
    assertThat(await(other.abandoned(product.sku(), Duration.ZERO, 9)))
        .extracting(PaymentTask::order, PaymentTask::deliveries)
        .containsExactly(tuple(first, 2), tuple(second, 2));
  }

  @Test
  void payment_thatIsDone_isGone() {
    scene.bought(product, "ann");
    scene.project(product);
    PaymentTask task = next(1).getFirst();
    await(feed.done(task));
    await(feed.done(task));
    assertThat(await(feed.abandoned(product.sku(), Duration.ZERO, 9))).isEmpty();
    assertThat(scene.query(product, "select count(*) from outbox where sku = %s")).isEqualTo("0");
  }

  @Test
  void payment_thatIsGivenUp_isADeadLetter_untilItIsTriedAgain() {
    OrderId order = scene.bought(product, "ann");
    scene.project(product);
    await(feed.giveUp(next(1).getFirst(), "no answer"));
    OutboxDeadLetters letters = new OutboxDeadLetters(scene.database());
    assertThat(await(letters.all()))
        .filteredOn(letter -> letter.order().equals(order))
        .extracting(DeadLetter::reason)
        .containsExactly("no answer");
    assertThat(next(9)).isEmpty();
    assertThat(await(letters.retry(order))).isTrue();
    assertThat(await(letters.retry(order))).isFalse();
    assertThat(next(9)).extracting(PaymentTask::deliveries).containsExactly(1);
  }

  @Test
  void paidOrders_areRead_whereReadingStopped() {
    OrderId paid = scene.bought(product, "ann");
    OrderId cancelled = scene.bought(product, "bob");
    await(scene.guard().release(cancelled, OrderState.CANCELLED));
    await(scene.sale().orders().paid(paid));
    scene.project(product);
    PaidOrders orders = new LedgerPaidOrders(scene.database());
    PaidOrders.Part part = await(orders.after(product.sku(), PaidOrders.START, 9));
    assertThat(part.orders()).containsExactly(paid);
    assertThat(part.more()).isFalse();

    OrderId late = scene.bought(product, "cem");
    await(scene.sale().orders().paid(late));
    scene.project(product);
    assertThat(await(orders.after(product.sku(), part.cursor(), 2)).orders()).containsExactly(late);
  }
}
