package flashsalelab.payments.reconcile;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.payments.client.ChargeStanding;
import flashsalelab.payments.fake.FakeGateway;
import flashsalelab.payments.fake.FakeOrders;
import flashsalelab.payments.fake.FakeReports;
import flashsalelab.payments.fake.Steps;
import flashsalelab.sale.OrderId;
import flashsalelab.sale.OrderState;
import flashsalelab.sale.Sku;
import flashsalelab.sale.payment.ChargeReconciliation;
import flashsalelab.sale.payment.PaidOrders;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ChargeReconcilerTest {
  private static final Duration GRACE = Duration.ofSeconds(30);

  private final FakeOrders orders = new FakeOrders(new Steps());
  private final FakeGateway gateway = new FakeGateway(new Steps());
  private final List<OrderId> paid = new ArrayList<>();
  private final FakeReports reports = new FakeReports();
  private final ChargeReconciler reconciler = reconciler();

  private ChargeReconciler reconciler() {
    return new ChargeReconciler(
        () -> CompletableFuture.completedFuture(List.of(new Sku("tee"))),
        orders,
        this::paidAfter,
        gateway,
        reports,
        GRACE,
        Clock.systemUTC(),
        "p1");
  }

  private CompletionStage<PaidOrders.Part> paidAfter(Sku sku, String cursor, int most) {
    int from = Integer.parseInt(cursor.substring(0, cursor.indexOf('-')));
    return completedFuture(
        new PaidOrders.Part(
            List.copyOf(paid.subList(from, paid.size())), paid.size() + "-0", false));
  }

  private OrderId charged(OrderState state, ChargeStanding standing) {
    OrderId order = orders.put(state);
    gateway.put(order.toString(), order.toString(), FakeOrders.AMOUNT, standing);
    return order;
  }

  private ChargeReconciliation reconciled(Duration age) {
    gateway.at(FakeGateway.CHARGED.plus(age));
    return reconciler.reconcile().orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "RESERVED, CAPTURED, PAID, CAPTURED, 1, 0, 0",
    "PAID, CAPTURED, PAID, CAPTURED, 0, 0, 0",
    "EXPIRED, CAPTURED, REFUNDED, REFUNDED, 0, 1, 0",
    "CANCELLED, CAPTURED, REFUNDED, REFUNDED, 0, 1, 0",
    "PAYMENT_FAILED, CAPTURED, REFUNDED, REFUNDED, 0, 1, 0",
    "EXPIRED, REFUNDED, REFUNDED, REFUNDED, 0, 1, 0",
    "REFUNDED, REFUNDED, REFUNDED, REFUNDED, 0, 0, 0",
    "REJECTED, CAPTURED, REJECTED, REFUNDED, 0, 1, 0",
    "QUEUED, CAPTURED, QUEUED, CAPTURED, 0, 0, 0",
    "PAID, REFUNDED, PAID, REFUNDED, 0, 0, 1",
    "RESERVED, DECLINED, RESERVED, DECLINED, 0, 0, 0",
    "EXPIRED, DECLINED, EXPIRED, DECLINED, 0, 0, 0"
  })
  void charge_olderThanTheGrace_isBroughtTogetherWithItsOrder(
      OrderState before,
      ChargeStanding standing,
      OrderState after,
      ChargeStanding stands,
      int confirmed,
      int refunded,
      int unexplained) {
    OrderId order = charged(before, standing);
    ChargeReconciliation report = reconciled(GRACE);
    assertThat(orders.state(order)).isEqualTo(after);
    assertThat(gateway.standing(order.toString())).isEqualTo(stands);
    assertThat(List.of(report.confirmed(), report.refunded(), report.unexplained()))
        .containsExactly(confirmed, refunded, unexplained);
    assertThat(reports.saved()).containsExactly(report);
  }

  @ParameterizedTest
  @CsvSource({"RESERVED", "EXPIRED", "CANCELLED", "PAYMENT_FAILED"})
  void charge_youngerThanTheGrace_isLeftToTheProcessor(OrderState state) {
    OrderId order = charged(state, ChargeStanding.CAPTURED);
    ChargeReconciliation report = reconciled(GRACE.minusMillis(1));
    assertThat(orders.state(order)).isEqualTo(state);
    assertThat(gateway.standing(order.toString())).isEqualTo(ChargeStanding.CAPTURED);
    assertThat(report.confirmed() + report.refunded() + report.unexplained()).isZero();
  }

  @Test
  void charge_ofAReservedOrderWhoseHoldIsOver_waitsForItsEnd() {
    OrderId order = charged(OrderState.RESERVED, ChargeStanding.CAPTURED);
    orders.endHold();
    assertThat(reconciled(GRACE).confirmed()).isZero();
    orders.release(order, OrderState.EXPIRED).toCompletableFuture().join();
    assertThat(reconciled(GRACE).refunded()).isOne();
    assertThat(orders.state(order)).isEqualTo(OrderState.REFUNDED);
  }

  @Test
  void charge_withoutAnOrder_isRefunded() {
    String missing = OrderId.next(new Sku("tee")).toString();
    gateway.put(missing, missing, 5, ChargeStanding.CAPTURED);
    gateway.put("a stranger's", "a stranger's", 5, ChargeStanding.CAPTURED);
    assertThat(reconciled(GRACE).refunded()).isEqualTo(2);
    assertThat(gateway.standing(missing)).isEqualTo(ChargeStanding.REFUNDED);
  }

  @Test
  void charge_ofAnUndecidedOrder_isLeft() {
    orders.undecided();
    String order = OrderId.next(new Sku("tee")).toString();
    gateway.put(order, order, 5, ChargeStanding.CAPTURED);
    assertThat(reconciled(GRACE).refunded()).isZero();
  }

  @Test
  void secondCharge_ofAPaidOrder_isRefunded() {
    OrderId order = charged(OrderState.PAID, ChargeStanding.CAPTURED);
    gateway.put("another key", order.toString(), FakeOrders.AMOUNT, ChargeStanding.CAPTURED);
    assertThat(reconciled(GRACE).refunded()).isOne();
    assertThat(gateway.standing("another key")).isEqualTo(ChargeStanding.REFUNDED);
    assertThat(gateway.standing(order.toString())).isEqualTo(ChargeStanding.CAPTURED);
  }

  @Test
  void charge_ofAnotherAmount_isUnexplainedEachTime() {
    for (OrderState state : List.of(OrderState.PAID, OrderState.RESERVED)) {
      OrderId order = orders.put(state);
      gateway.put(order.toString(), order.toString(), 1, ChargeStanding.CAPTURED);
    }
    assertThat(reconciled(GRACE).unexplained()).isEqualTo(2);
    assertThat(reconciled(GRACE).unexplained()).isEqualTo(2);
  }

  @Test
  void paidOrder_withoutACharge_isUnexplainedUntilThereIsOne() {
    OrderId order = orders.put(OrderState.PAID);
    paid.add(order);
    assertThat(reconciled(GRACE).unexplained()).isOne();
    assertThat(reconciled(GRACE).unexplained()).isOne();
    gateway.put(order.toString(), order.toString(), FakeOrders.AMOUNT, ChargeStanding.CAPTURED);
    assertThat(reconciled(GRACE).unexplained()).isZero();
  }

  @Test
  void paidOrders_metInTheLedger_areNotAskedFor() {
    paid.add(charged(OrderState.PAID, ChargeStanding.CAPTURED));
    paid.add(charged(OrderState.PAID, ChargeStanding.CAPTURED));
    assertThat(reconciled(GRACE).charges()).isEqualTo(2);
    assertThat(gateway.calls()).containsOnly("ledger");
  }

  @Test
  void charges_settled_areNotLookedAtAgain() {
    charged(OrderState.PAID, ChargeStanding.CAPTURED);
    OrderId open = charged(OrderState.QUEUED, ChargeStanding.CAPTURED);
    charged(OrderState.PAID, ChargeStanding.CAPTURED);
    assertThat(reconciled(GRACE).charges()).isEqualTo(3);
    assertThat(reconciled(GRACE).charges()).isOne();
    assertThat(orders.state(open)).isEqualTo(OrderState.QUEUED);
  }

  @Test
  void ledger_thatBeginsAnew_isReadFromItsBeginning() {
    charged(OrderState.PAID, ChargeStanding.CAPTURED);
    reconciled(GRACE);
    gateway.anew("second");
    OrderId order = charged(OrderState.EXPIRED, ChargeStanding.CAPTURED);
    assertThat(reconciled(GRACE).refunded()).isOne();
    assertThat(orders.state(order)).isEqualTo(OrderState.REFUNDED);
  }

  @Test
  void gatewayAway_savesNoReport() {
    charged(OrderState.EXPIRED, ChargeStanding.CAPTURED);
    gateway.away(true);
    assertThat(reconciler.reconcile()).isEmpty();
    assertThat(reports.saved()).isEmpty();
    gateway.away(false);
    assertThat(reconciled(GRACE).refunded()).isOne();
  }

  @Test
  void twoReconcilers_mendOnce() {
    OrderId order = charged(OrderState.EXPIRED, ChargeStanding.CAPTURED);
    assertThat(reconciled(GRACE).refunded()).isOne();
    assertThat(reconciler().reconcile().orElseThrow().refunded()).isZero();
    assertThat(orders.state(order)).isEqualTo(OrderState.REFUNDED);
  }
}
