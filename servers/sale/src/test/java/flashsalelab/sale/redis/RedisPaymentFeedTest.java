package flashsalelab.sale.redis;

import static flashsalelab.sale.fixture.SaleFixture.purchase;
import static flashsalelab.sale.fixture.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.sale.OrderId;
import flashsalelab.sale.Product;
import flashsalelab.sale.PurchaseAnswer;
import flashsalelab.sale.PurchaseOutcome;
import flashsalelab.sale.fixture.RedisProcess;
import flashsalelab.sale.fixture.SaleFixture;
import flashsalelab.sale.payment.DeadLetter;
import flashsalelab.sale.payment.DeadLetters;
import flashsalelab.sale.payment.PaymentFeed;
import flashsalelab.sale.payment.PaymentTask;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The queue of payments, with consumers that come, crash and go. */
final class RedisPaymentFeedTest {
  private static final Duration NOW = Duration.ZERO;
  private static final Duration LONG = Duration.ofMinutes(1);

  private static RedisProcess server;
  private static SaleFixture fixture;

  private PaymentFeed feed;
  private PaymentFeed other;
  private DeadLetters deadLetters;
  private Product product;

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

  @BeforeEach
  void supply() {
    feed = new RedisPaymentFeed(fixture.redis(), "one");
    other = new RedisPaymentFeed(fixture.redis(), "two");
    deadLetters = new RedisDeadLetters(fixture.redis(), fixture.inventory());
    product = fixture.supplied(9, 9);
  }

  private OrderId reserved(String key) {
    PurchaseAnswer answer = await(fixture.sale().purchase(purchase(product, "ann", key, 1)));
    return ((PurchaseOutcome.Reserved) ((PurchaseAnswer.Decided) answer).outcome()).order();
  }

  private List<OrderId> next(PaymentFeed consumer, int most) {
    return await(consumer.next(product.sku(), most)).stream().map(PaymentTask::order).toList();
  }

  private List<PaymentTask> abandoned(PaymentFeed consumer, Duration silence) {
    return await(consumer.abandoned(product.sku(), silence, 10));
  }

  private void done(PaymentTask task) {
    await(feed.done(task).thenApply(done -> true));
  }

  private String queued() {
    return server.command("XLEN sale:{%s}:payments".formatted(product.sku()));
  }

  @Test
  void next_handsEachTaskOutOnceInTheirOrder() {
    OrderId first = reserved("k1");
    OrderId second = reserved("k2");
    OrderId third = reserved("k3");
    assertThat(next(feed, 2)).containsExactly(first, second);
    assertThat(next(other, 2)).containsExactly(third);
    assertThat(next(feed, 2)).isEmpty();
  }

  @Test
  void next_ofAProductNobodyBought_isEmpty() {
    assertThat(next(feed, 5)).isEmpty();
    assertThat(abandoned(feed, NOW)).isEmpty();
  }

  @Test
  void abandoned_ofACrashedConsumer_goesToAnotherAndCountsItsDeliveries() {
    OrderId order = reserved("k1");
    next(feed, 1);
    assertThat(abandoned(other, LONG)).isEmpty();
    assertThat(abandoned(other, NOW))
        .singleElement()
        .satisfies(task -> {
          assertThat(task.order()).isEqualTo(order);
          assertThat(task.deliveries()).isEqualTo(2);
        });
    assertThat(abandoned(feed, NOW)).singleElement().returns(3, PaymentTask::deliveries);
  }

  @Test
  void done_takesATaskOutForGood() {
    reserved("k1");
    PaymentTask task = await(feed.next(product.sku(), 1)).getFirst();
    done(task);
    done(task);
    assertThat(abandoned(feed, NOW)).isEmpty();
    assertThat(queued()).isEqualTo("0");
  }

  @Test
  void group_thatIsGone_isMadeAnewAndNothingIsLost() {
    OrderId handedOut = reserved("k1");
    OrderId waiting = reserved("k2");
    next(feed, 1);
    server.command("XGROUP DESTROY sale:{%s}:payments payments".formatted(product.sku()));
    assertThat(abandoned(feed, NOW)).isEmpty();
    assertThat(next(feed, 9)).containsExactly(handedOut, waiting);
  }

  @Test
  void tasks_ofAConsumerThatWasDeleted_goToAnother() {
    OrderId order = reserved("k1");
    next(feed, 1);
    server.command("XGROUP DELCONSUMER sale:{%s}:payments payments one".formatted(product.sku()));
    assertThat(next(other, 1)).isEmpty();
    assertThat(abandoned(other, LONG)).singleElement().returns(order, PaymentTask::order);
    assertThat(abandoned(feed, LONG)).isEmpty();
  }

  @Test
  void giveUp_makesADeadLetterThatCanBeRetried() {
    OrderId order = reserved("k1");
    PaymentTask task = await(feed.next(product.sku(), 1)).getFirst();
    await(feed.giveUp(task, "the gateway said nothing, 5 times").thenApply(done -> true));
    await(feed.giveUp(task, "again").thenApply(done -> true));
    assertThat(queued()).isEqualTo("0");
    assertThat(await(deadLetters.all()))
        .filteredOn(letter -> letter.order().equals(order))
        .singleElement()
        .returns("the gateway said nothing, 5 times", DeadLetter::reason);

    assertThat(await(deadLetters.retry(order))).isTrue();
    assertThat(await(deadLetters.retry(order))).isFalse();
    assertThat(next(feed, 1)).containsExactly(order);
  }
}
