package flashsalelab.payments.processor;

import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.payments.client.ChargeStanding;
import flashsalelab.payments.client.GatewayReply;
import flashsalelab.payments.fake.FakeFeed;
import flashsalelab.payments.fake.FakeGateway;
import flashsalelab.payments.fake.FakeOrders;
import flashsalelab.payments.fake.FakeReports;
import flashsalelab.payments.fake.Steps;
import flashsalelab.payments.reconcile.ChargeReconciler;
import flashsalelab.sale.OrderId;
import flashsalelab.sale.OrderState;
import flashsalelab.sale.Sku;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class TaskRunnerTest {
  private static final int DELIVERIES = 3;

  private final Steps steps = new Steps();
  private final FakeOrders orders = new FakeOrders(steps);
  private final FakeGateway gateway = new FakeGateway(steps);
  private final FakeFeed feed = new FakeFeed(steps);
  private final Deque<Runnable> whileWaiting = new ArrayDeque<>();
  private final TaskRunner runner =
      new TaskRunner(feed, new PaymentWork(orders, orders, gateway), DELIVERIES, this::waited);

  private boolean waited() {
    if (whileWaiting.isEmpty()) {
      return false;
    }
    whileWaiting.remove().run();
    return true;
  }

  private OrderId queued(OrderState state) {
    OrderId order = orders.put(state);
    feed.put(order);
    return order;
  }

  private String delivered() {
    return runner.run(feed.handOut());
  }

  private static GatewayReply<ChargeStanding> lost() {
    return new GatewayReply.Unknown<>("lost");
  }

  @Test
  void reserved_captured_isPaid() {
    OrderId order = queued(OrderState.RESERVED);
    assertThat(delivered()).isEqualTo("paid");
    assertThat(orders.state(order)).isEqualTo(OrderState.PAID);
    assertThat(gateway.calls()).containsExactly("charge");
    assertThat(feed.isEmpty()).isTrue();
  }

  @Test
  void reserved_declined_givesItsUnitsBackOnce() {
    gateway.decline();
    OrderId order = queued(OrderState.RESERVED);
    assertThat(delivered()).isEqualTo("payment_failed");
    assertThat(orders.state(order)).isEqualTo(OrderState.PAYMENT_FAILED);
    assertThat(orders.returned()).isOne();
    assertThat(feed.isEmpty()).isTrue();
  }

  @Test
  void reserved_holdOverBeforeTheCharge_expiresUncharged() {
    OrderId order = queued(OrderState.RESERVED);
    orders.endHold();
    assertThat(delivered()).isEqualTo("unpaid");
    assertThat(orders.state(order)).isEqualTo(OrderState.EXPIRED);
    assertThat(gateway.calls()).containsExactly("find");
    assertThat(feed.isEmpty()).isTrue();
  }

  @Test
  void reserved_holdOverDuringTheCharge_isRefunded() {
    OrderId order = queued(OrderState.RESERVED);
    gateway.whileCharging(orders::endHold);
    assertThat(delivered()).isEqualTo("refunded");
    assertThat(orders.state(order)).isEqualTo(OrderState.REFUNDED);
    assertThat(gateway.standing(order.toString())).isEqualTo(ChargeStanding.REFUNDED);
    assertThat(orders.returned()).isOne();
  }

  @Test
  void reserved_cancelledDuringTheCharge_isRefunded() {
    OrderId order = queued(OrderState.RESERVED);
    gateway.whileCharging(() -> orders.cancel(order));
    assertThat(delivered()).isEqualTo("refunded");
    assertThat(gateway.standing(order.toString())).isEqualTo(ChargeStanding.REFUNDED);
    assertThat(orders.returned()).isOne();
  }

  @Test
  void reserved_answerLost_staysInTheQueueAndAsksBeforeItChargesAgain() {
    OrderId order = queued(OrderState.RESERVED);
    gateway.lose(lost());
    assertThat(delivered()).isEqualTo("open");
    assertThat(orders.state(order)).isEqualTo(OrderState.RESERVED);
    assertThat(delivered()).isEqualTo("paid");
    assertThat(gateway.calls()).containsExactly("charge", "find");
  }

  @Test
  void reserved_noAnswerToTheLastDelivery_isGivenUpWithItsReason() {
    OrderId order = queued(OrderState.RESERVED);
    gateway.away(true);
    assertThat(List.of(delivered(), delivered(), delivered()))
        .containsExactly("open", "open", "given_up");
    assertThat(orders.state(order)).isEqualTo(OrderState.PAYMENT_FAILED);
    assertThat(orders.returned()).isOne();
    assertThat(feed.givenUp()).containsExactly("away");
    assertThat(feed.isEmpty()).isTrue();
  }

  @Test
  void retriedDeadLetter_chargedAfterAll_isRefunded() {
    OrderId order = queued(OrderState.PAYMENT_FAILED);
    gateway.put(order.toString(), order.toString(), FakeOrders.AMOUNT, ChargeStanding.CAPTURED);
    assertThat(delivered()).isEqualTo("refunded");
    assertThat(orders.state(order)).isEqualTo(OrderState.REFUNDED);
  }

  @Test
  void circuitOpen_waitsWithItsDeliveryAndGoesOn() {
    OrderId order = queued(OrderState.RESERVED);
    gateway.lose(new GatewayReply.NotAsked<>());
    gateway.lose(new GatewayReply.NotAsked<>());
    whileWaiting.add(() -> {});
    whileWaiting.add(() -> {});
    assertThat(delivered()).isEqualTo("paid");
    assertThat(orders.state(order)).isEqualTo(OrderState.PAID);
  }

  @Test
  void circuitOpen_nobodyWaitsAnyMore_staysInTheQueueAtAnyDelivery() {
    queued(OrderState.RESERVED);
    for (int delivery = 0; delivery <= DELIVERIES; delivery++) {
      gateway.lose(new GatewayReply.NotAsked<>());
      assertThat(delivered()).isEqualTo("postponed");
    }
    assertThat(feed.isEmpty()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(
      value = OrderState.class,
      names = {"PAID", "REFUNDED", "REJECTED"})
  void ended_isDoneWithoutTheGateway(OrderState state) {
    OrderId order = queued(state);
    delivered();
    assertThat(orders.state(order)).isEqualTo(state);
    assertThat(gateway.calls()).isEmpty();
    assertThat(feed.isEmpty()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "EXPIRED, NONE, EXPIRED, NONE",
    "EXPIRED, CAPTURED, REFUNDED, REFUNDED",
    "EXPIRED, REFUNDED, REFUNDED, REFUNDED",
    "CANCELLED, CAPTURED, REFUNDED, REFUNDED",
    "CANCELLED, DECLINED, CANCELLED, DECLINED",
    "PAYMENT_FAILED, DECLINED, PAYMENT_FAILED, DECLINED",
    "RESERVED, REFUNDED, REFUNDED, REFUNDED"
  })
  void redelivered_bringsOrderAndChargeTogether(
      OrderState before, ChargeStanding standing, OrderState after, ChargeStanding stands) {
    OrderId order = queued(before);
    if (standing != ChargeStanding.NONE) {
      gateway.put(order.toString(), order.toString(), FakeOrders.AMOUNT, standing);
    }
    feed.handOut();
    delivered();
    assertThat(orders.state(order)).isEqualTo(after);
    assertThat(gateway.standing(order.toString())).isEqualTo(stands);
    assertThat(feed.isEmpty()).isTrue();
  }

  @Test
  void ended_gatewayAway_isDoneOnlyOnceItHasAnswered() {
    queued(OrderState.CANCELLED);
    gateway.away(true);
    assertThat(delivered()).isEqualTo("open");
    gateway.away(false);
    assertThat(delivered()).isEqualTo("unpaid");
    assertThat(feed.isEmpty()).isTrue();
  }

  @Test
  void missingOrder_charged_isRefunded() {
    OrderId order = OrderId.next(new Sku("tee"));
    feed.put(order);
    gateway.put(order.toString(), order.toString(), 5, ChargeStanding.CAPTURED);
    assertThat(delivered()).isEqualTo("refunded");
    assertThat(gateway.standing(order.toString())).isEqualTo(ChargeStanding.REFUNDED);
  }

  @Test
  void undecidedOrder_staysInTheQueue() {
    orders.undecided();
    feed.put(OrderId.next(new Sku("tee")));
    assertThat(delivered()).isEqualTo("open");
    assertThat(gateway.calls()).isEmpty();
  }

  /** What happens besides, and the answers to the first charges. */
  enum Story {
    CAPTURED,
    DECLINED,
    ANSWER_LOST,
    ANSWERS_LOST_TO_THE_END,
    HOLD_ENDS_DURING_CHARGE,
    CANCELLED_DURING_CHARGE,
    HOLD_IS_OVER,
    REFUND_LOST,
  }

  private void set(Story story, OrderId order) {
    switch (story) {
      case CAPTURED -> {}
      case DECLINED -> gateway.decline();
      case ANSWER_LOST -> gateway.lose(lost());
      case ANSWERS_LOST_TO_THE_END -> {
        for (int i = 0; i < DELIVERIES; i++) {
          gateway.lose(lost());
        }
      }
      case HOLD_ENDS_DURING_CHARGE -> gateway.whileCharging(orders::endHold);
      case CANCELLED_DURING_CHARGE -> gateway.whileCharging(() -> orders.cancel(order));
      case HOLD_IS_OVER -> orders.endHold();
      case REFUND_LOST ->
          gateway.whileCharging(() -> {
            orders.endHold();
            gateway.lose(new GatewayReply.Answered<>(ChargeStanding.CAPTURED));
            gateway.lose(lost());
          });
    }
  }

  @ParameterizedTest
  @EnumSource(Story.class)
  void crash_atAnyStep_leavesNobodyChargedForNothing(Story story) {
    int step = 0;
    boolean crashed = true;
    while (crashed) {
      TaskRunnerTest run = new TaskRunnerTest();
      crashed = run.crashAndGoOn(story, step);
      step++;
    }
    assertThat(step).isGreaterThan(6);
  }

  private boolean crashAndGoOn(Story story, int step) {
    OrderId order = queued(OrderState.RESERVED);
    steps.crashAt(step);
    set(story, order);
    boolean crashed = false;
    for (int delivery = 0; !feed.isEmpty() && delivery < 20; delivery++) {
      try {
        delivered();
      } catch (Steps.CrashException e) {
        crashed = true;
        steps.run();
      }
    }
    if (!feed.givenUp().isEmpty()) {
      reconcile();
    }
    String at = "%s, crash at step %d".formatted(story, step);
    OrderState state = orders.state(order);
    assertThat(gateway.standing(order.toString()) == ChargeStanding.CAPTURED)
        .as(at)
        .isEqualTo(state == OrderState.PAID);
    assertThat(state).as(at).isNotEqualTo(OrderState.RESERVED);
    assertThat(orders.returned()).as(at).isEqualTo(state == OrderState.PAID ? 0 : 1);
    assertThat(feed.isEmpty()).as(at).isTrue();
    return crashed;
  }

  /** What was given up may have been charged; only a later look at the ledger can tell. */
  private void reconcile() {
    steps.run();
    gateway.at(FakeGateway.CHARGED.plusSeconds(1));
    new ChargeReconciler(
            () -> CompletableFuture.completedFuture(List.of()),
            orders,
            (sku, cursor, most) -> new CompletableFuture<>(),
            gateway,
            new FakeReports(),
            Duration.ZERO,
            Clock.systemUTC(),
            "p1")
        .reconcile();
  }
}
