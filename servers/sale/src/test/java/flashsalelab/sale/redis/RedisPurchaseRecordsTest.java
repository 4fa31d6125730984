package flashsalelab.sale.redis;

import static flashsalelab.sale.fixture.SaleFixture.purchase;
import static flashsalelab.sale.fixture.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.sale.Admission;
import flashsalelab.sale.HoldResult;
import flashsalelab.sale.OrderId;
import flashsalelab.sale.Product;
import flashsalelab.sale.Purchase;
import flashsalelab.sale.PurchaseAnswer;
import flashsalelab.sale.PurchaseOutcome;
import flashsalelab.sale.PurchaseRecords;
import flashsalelab.sale.fixture.RedisProcess;
import flashsalelab.sale.fixture.SaleFixture;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each step sent again, as the client library does after a lost reply. */
final class RedisPurchaseRecordsTest {
  private static RedisProcess server;
  private static SaleFixture fixture;

  private static final HoldResult HELD = HoldResult.Held.WITHOUT_RECEIPT;
  private static final HoldResult SOLD_OUT = new HoldResult.SoldOut();

  private PurchaseRecords records;
  private Product product;
  private Purchase purchase;
  private OrderId order;

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
    records = fixture.records();
    product = fixture.supplied(5, 2);
    purchase = purchase(product, "ann", "k1", 2);
    order = OrderId.next(product.sku());
  }

  private String redis(String command) {
    return server.command(command.formatted(product.sku()));
  }

  private PurchaseOutcome settled() {
    return await(records.settle(purchase, order, HELD)).orElseThrow();
  }

  @Test
  void admit_sentAgain_answersTheSameAndTakesTheAllowanceOnce() {
    assertThat(await(records.admit(purchase, order))).isEqualTo(new Admission.Admitted());
    assertThat(await(records.admit(purchase, order))).isEqualTo(new Admission.Admitted());
    assertThat(redis("HGET sale:{%s}:buyers ann")).isEqualTo("2");
    assertThat(redis("HGET sale:{%s}:pending " + order)).matches("\\d{13} 2 ann k1");
  }

  @Test
  void admit_refusedAndSentAgain_isNotAReplay() {
    Purchase tooMany = purchase(product, "ann", "k2", 3);
    Admission refused =
        new Admission.Answered(
            new PurchaseAnswer.Decided(new PurchaseOutcome.LimitReached(2), false));
    assertThat(await(records.admit(tooMany, order))).isEqualTo(refused);
    assertThat(await(records.admit(tooMany, order))).isEqualTo(refused);
  }

  @Test
  void admit_afterItsOrderWasSettled_answersTheOutcome() {
    await(records.admit(purchase, order));
    PurchaseOutcome reserved = settled();
    assertThat(await(records.admit(purchase, order)))
        .isEqualTo(new Admission.Answered(new PurchaseAnswer.Decided(reserved, false)));
  }

  @Test
  void settle_sentAgain_writesOneLedgerEntry() {
    await(records.admit(purchase, order));
    assertThat(settled()).isInstanceOf(PurchaseOutcome.Reserved.class).isEqualTo(settled());
    assertThat(redis("XLEN sale:{%s}:ledger")).isEqualTo("1");
    assertThat(redis("XLEN sale:{%s}:payments")).isEqualTo("1");
    assertThat(redis("HGET sale:{%s}:totals held")).isEqualTo("2");
    assertThat(redis("HGET sale:{%s}:order:" + order + " history")).matches("RESERVED:\\d{13}");
  }

  @Test
  void settle_soldOutSentAgain_givesTheAllowanceBackOnce() {
    await(records.admit(purchase(product, "ann", "k0", 1), OrderId.next(product.sku())));
    Purchase one = purchase(product, "ann", "k1", 1);
    await(records.admit(one, order));
    PurchaseOutcome soldOut = new PurchaseOutcome.SoldOut();
    assertThat(await(records.settle(one, order, SOLD_OUT))).contains(soldOut);
    assertThat(await(records.settle(one, order, SOLD_OUT))).contains(soldOut);
    assertThat(redis("HGET sale:{%s}:buyers ann")).isEqualTo("1");
  }

  @Test
  void settle_ofAnOrderNeverAdmitted_recordsNothing() {
    assertThat(await(records.settle(purchase, order, HELD))).isEmpty();
    assertThat(redis("EXISTS sale:{%s}:ledger")).isEqualTo("0");
  }

  @Test
  void settle_afterTheClaimExpired_stillRecordsTheOrder() {
    await(records.admit(purchase, order));
    redis("DEL sale:{%s}:claim:3:ann:k1");
    assertThat(settled()).isInstanceOf(PurchaseOutcome.Reserved.class);
    assertThat(redis("XLEN sale:{%s}:ledger")).isEqualTo("1");
    assertThat(redis("EXISTS sale:{%s}:claim:3:ann:k1")).isEqualTo("0");
  }

  private boolean withdrawn(Purchase admitted, Duration age) {
    return await(records.withdraw(admitted, order, age));
  }

  @Test
  void withdraw_ofAYoungAdmission_leavesItAlone() {
    await(records.admit(purchase, order));
    assertThat(withdrawn(purchase, Duration.ofMinutes(1))).isFalse();
    assertThat(redis("HEXISTS sale:{%s}:pending " + order)).isEqualTo("1");
    assertThat(settled()).isInstanceOf(PurchaseOutcome.Reserved.class);
  }

  @Test
  void withdraw_sentAgain_givesTheAllowanceBackOnce() {
    await(records.admit(purchase(product, "ann", "k0", 1), OrderId.next(product.sku())));
    Purchase one = purchase(product, "ann", "k1", 1);
    await(records.admit(one, order));
    assertThat(withdrawn(one, Duration.ZERO)).isTrue();
    assertThat(withdrawn(one, Duration.ZERO)).isTrue();
    assertThat(redis("HGET sale:{%s}:buyers ann")).isEqualTo("1");
    assertThat(redis("HEXISTS sale:{%s}:pending " + order)).isEqualTo("0");
  }

  @Test
  void withdraw_beforeItsAdmissionArrives_letsItTakeNothing() {
    assertThat(withdrawn(purchase, Duration.ZERO)).isTrue();
    assertThat(await(records.admit(purchase, order)))
        .isEqualTo(new Admission.Answered(new PurchaseAnswer.Unavailable()));
    assertThat(redis("EXISTS sale:{%s}:buyers")).isEqualTo("0");
    assertThat(await(records.admit(purchase, OrderId.next(product.sku()))))
        .isEqualTo(new Admission.Admitted());
  }

  @Test
  void withdraw_ofADecidedOrder_changesNothing() {
    await(records.admit(purchase, order));
    PurchaseOutcome reserved = settled();
    assertThat(withdrawn(purchase, Duration.ZERO)).isFalse();
    assertThat(await(records.admit(purchase, OrderId.next(product.sku()))))
        .isEqualTo(new Admission.Answered(new PurchaseAnswer.Decided(reserved, true)));
  }
}
