package flashsalelab.sale.rabbit;

import static flashsalelab.sale.fixture.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.sale.OrderId;
import flashsalelab.sale.OrderState;
import flashsalelab.sale.Product;
import flashsalelab.sale.PurchaseAnswer;
import flashsalelab.sale.PurchaseOutcome;
import flashsalelab.sale.Reconciliation;
import flashsalelab.sale.fixture.RabbitProcess;
import flashsalelab.sale.fixture.RedisProcess;
import flashsalelab.sale.fixture.SaleFixture;
import flashsalelab.sale.fixture.TcpRelay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A broker that goes away, comes back, or is not heard. */
@Timeout(180)
final class BrokerFaultsOnRabbit {
  private static final int PLENTY = 100_000;

  /**
   * How long the broker takes at most to write down that a queue is there: in version 3.10 one that
   * is killed earlier has forgotten the queue declared last, with all that it has confirmed.
   */
  private static final Duration QUEUES_WRITTEN = Duration.ofSeconds(6);

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

  @Test
  void purchases_whileTheBrokerIsAway_areUnavailableAndUseNoKey() {
    try (RabbitProcess rabbit = RabbitProcess.notStarted();
        Instance instance = Instance.opening(sale, rabbit.url(), PLENTY, Map.of())) {
      Product product = sale.supplied(5, 1);
      instance.deciding("lua");

      assertThat(instance.buy(product, "ann", "key"))
          .isInstanceOf(PurchaseAnswer.Unavailable.class);
      assertThat(instance.waiting(product)).isZero();

      rabbit.restart();
      instance.awaitConnection();
      OrderId order = instance.accepted(product, "ann");
      assertThat(instance.decided(List.of(order))).containsExactly(OrderState.RESERVED);
    }
  }

  @Test
  void acceptedPurchases_overAKillOfTheBroker_areAllDecidedOnce() throws InterruptedException {
    try (RabbitProcess rabbit = RabbitProcess.start();
        Instance one = Instance.on(sale, rabbit.url());
        Instance two = Instance.on(sale, rabbit.url())) {
      Product product = sale.supplied(400, 1);
      Thread.sleep(QUEUES_WRITTEN);
      List<OrderId> accepted = new ArrayList<>(crowd(one, product, "early", 300));
      one.deciding("lua");
      two.deciding("lua");

      List<CompletionStage<PurchaseAnswer>> underWay = asked(two, product, "meanwhile", 300);
      rabbit.kill();
      underWay.forEach(answer -> accepted.addAll(order(await(answer))));
      assertThat(two.buy(product, "away", "key")).isInstanceOf(PurchaseAnswer.Unavailable.class);
      rabbit.restart();
      one.awaitConnection();
      accepted.addAll(crowd(one, product, "after", 100));

      List<OrderState> states = one.decided(accepted);
      one.awaitNoneWaiting(product);
      assertThat(accepted).hasSizeGreaterThan(400).doesNotHaveDuplicates();
      assertThat(states)
          .filteredOn(state -> state == OrderState.RESERVED)
          .hasSize(Math.min(400, accepted.size()));
      assertThat(accepted).allSatisfy(order -> assertThat(one.order(order).history()).hasSize(2));
      assertBooks(product, 0, 400);
    }
  }

  @Test
  void purchase_whoseConfirmationIsLost_isUnknownAndDecidedOnce() {
    try (RabbitProcess rabbit = RabbitProcess.start();
        TcpRelay relay = TcpRelay.to(rabbit.port());
        Instance deaf = Instance.on(sale, through(relay));
        Instance other = Instance.on(sale, rabbit.url())) {
      Product product = sale.supplied(5, 1);
      relay.swallowReplies();

      PurchaseAnswer answer = deaf.buy(product, "ann", "key");
      assertThat(answer)
          .isInstanceOfSatisfying(
              PurchaseAnswer.Decided.class,
              decided -> assertThat(decided.outcome()).isInstanceOf(PurchaseOutcome.Unknown.class));
      other.deciding("lua");
      relay.cut();

      assertThat(other.decided(order(answer))).containsExactly(OrderState.RESERVED);
      other.awaitNoneWaiting(product);
      assertBooks(product, 4, 1);
      deaf.awaitConnection();
      assertThat(deaf.decided(List.of(deaf.accepted(product, "bob"))))
          .containsExactly(OrderState.RESERVED);
    }
  }

  @Test
  void purchases_beyondWhatMayBeUnconfirmed_areUnavailableBeforeTheyUseAKey() {
    try (RabbitProcess rabbit = RabbitProcess.start();
        TcpRelay relay = TcpRelay.to(rabbit.port());
        Instance deaf =
            Instance.opening(sale, through(relay), PLENTY, Map.of("RABBITMQ_UNCONFIRMED", "3"))) {
      deaf.awaitConnection();
      Product product = sale.supplied(5, 1);
      relay.swallowReplies();

      List<CompletionStage<PurchaseAnswer>> answers = asked(deaf, product, "buyer", 4);

      assertThat(await(answers.get(3))).isInstanceOf(PurchaseAnswer.Unavailable.class);
      assertThat(answers.subList(0, 3))
          .allSatisfy(answer -> assertThat(order(await(answer))).hasSize(1));
      assertThat(deaf.waiting(product)).isEqualTo(3);
    }
  }

  private static String through(TcpRelay relay) {
    return "amqp://guest:guest@127.0.0.1:%d/%%2F".formatted(relay.port());
  }

  private static List<OrderId> crowd(Instance instance, Product product, String name, int size) {
    return asked(instance, product, name, size).stream()
        .flatMap(answer -> order(await(answer)).stream())
        .toList();
  }

  private static List<CompletionStage<PurchaseAnswer>> asked(
      Instance instance, Product product, String name, int size) {
    List<CompletionStage<PurchaseAnswer>> answers = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      answers.add(instance.queue().answer(Instance.request(product, name + "-" + i, "key")));
    }
    return answers;
  }

  /** The order of a purchase that was accepted, or may have been. */
  private static List<OrderId> order(PurchaseAnswer answer) {
    return switch (answer) {
      case PurchaseAnswer.Decided(PurchaseOutcome.Queued(OrderId order), boolean replayed) ->
          List.of(order);
      case PurchaseAnswer.Decided(PurchaseOutcome.Unknown(OrderId order), boolean replayed) ->
          List.of(order);
      default -> List.of();
    };
  }

  private void assertBooks(Product product, int free, int held) {
    Reconciliation books =
        await(sale.books().reconcile(product.sku(), Duration.ZERO)).orElseThrow();
    assertThat(books.free()).isEqualTo(free);
    assertThat(books.held()).isEqualTo(held);
    assertThat(books.oversold()).isZero();
  }
}
