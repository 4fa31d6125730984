package flashsalelab.sale;

import static flashsalelab.sale.fixture.SaleFixture.purchase;
import static flashsalelab.sale.fixture.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.sale.fixture.RedisProcess;
import flashsalelab.sale.fixture.SaleFixture;
import flashsalelab.sale.stock.SteppedGuard;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Replies that are lost at each step, and a Redis that goes away and comes back. */
final class LostRepliesTest {
  private RedisProcess server;
  private SaleFixture fixture;

  @BeforeEach
  void start() {
    server = RedisProcess.start();
    fixture = SaleFixture.on(server);
  }

  @AfterEach
  void stop() {
    fixture.close();
    server.close();
  }

  private static <T> CompletionStage<T> lost(CompletionStage<?> done) {
    return done.thenCompose(
        reply -> CompletableFuture.failedFuture(new TimeoutException("no reply in time")));
  }

  /** The semaphore, whose replies to holds are lost. */
  private final class LosingGuard extends SteppedGuard {
    private final SteppedGuard guard = (SteppedGuard) fixture.guard("semaphore");

    LosingGuard() {
      super(fixture.records(), fixture.transitions());
    }

    @Override
    public CompletionStage<HoldResult> hold(HoldRequest request) {
      return lost(guard.hold(request));
    }

    @Override
    public CompletionStage<Void> giveBack(Hold held) {
      throw new AssertionError("nothing is given back on a timeout");
    }
  }

  /** The semaphore with other records. */
  private final class RecordedElsewhere extends SteppedGuard {
    private final SteppedGuard guard = (SteppedGuard) fixture.guard("semaphore");

    RecordedElsewhere(PurchaseRecords records) {
      super(records, fixture.transitions());
    }

    @Override
    public CompletionStage<HoldResult> hold(HoldRequest request) {
      return guard.hold(request);
    }

    @Override
    public CompletionStage<Void> giveBack(Hold held) {
      return guard.giveBack(held);
    }
  }

  /** Writes the records and loses the replies of one step. */
  private record LosingRecords(PurchaseRecords records, boolean admissions, boolean settlements)
      implements PurchaseRecords {
    @Override
    public CompletionStage<Admission> admit(Purchase purchase, OrderId order) {
      CompletionStage<Admission> admitted = records.admit(purchase, order);
      return admissions ? lost(admitted) : admitted;
    }

    @Override
    public CompletionStage<Optional<PurchaseOutcome>> settle(
        Purchase purchase, OrderId order, HoldResult result) {
      CompletionStage<Optional<PurchaseOutcome>> settled = records.settle(purchase, order, result);
      return settlements ? lost(settled) : settled;
    }

    @Override
    public CompletionStage<Boolean> withdraw(Purchase purchase, OrderId order, Duration age) {
      return records.withdraw(purchase, order, age);
    }
  }

  private Sale losing(boolean admissions, boolean settlements) {
    return fixture.sale(
        new RecordedElsewhere(new LosingRecords(fixture.records(), admissions, settlements)));
  }

  private static OrderId unknown(PurchaseAnswer answer, boolean replayed) {
    assertThat(answer)
        .isInstanceOfSatisfying(
            PurchaseAnswer.Decided.class,
            decided -> {
              assertThat(decided.outcome()).isInstanceOf(PurchaseOutcome.Unknown.class);
              assertThat(decided.replayed()).isEqualTo(replayed);
            });
    return ((PurchaseOutcome.Unknown) ((PurchaseAnswer.Decided) answer).outcome()).order();
  }

  @Test
  void purchase_whoseHoldIsNotAnswered_isUnknownAndKeepsTheUnit() {
    Product product = fixture.supplied(5, 1);
    Sale sale = fixture.sale(new LosingGuard());
    Purchase purchase = purchase(product, "ann", "k1", 1);

    OrderId order = unknown(await(sale.purchase(purchase)), false);
    assertThat(unknown(await(fixture.sale().purchase(purchase)), true)).isEqualTo(order);
    assertThat(await(sale.order(order))).isEqualTo(new OrderAnswer.Undecided(order));
    assertThat(server.command("GET sale:{%s}:stock".formatted(product.sku()))).isEqualTo("4");
    assertThat(server.command("HGET sale:{%s}:buyers ann".formatted(product.sku()))).isEqualTo("1");
  }

  @Test
  void purchase_whoseRecordIsNotAnswered_isUnknownAndItsRetryTellsThePresentState() {
    Product product = fixture.supplied(5, 1);
    Sale sale = losing(false, true);
    Purchase purchase = purchase(product, "ann", "k1", 1);

    OrderId order = unknown(await(sale.purchase(purchase)), false);
    assertThat(await(fixture.sale().purchase(purchase)))
        .isInstanceOfSatisfying(
            PurchaseAnswer.Decided.class,
            decided -> {
              assertThat(decided.replayed()).isTrue();
              assertThat(decided.outcome())
                  .isInstanceOfSatisfying(
                      PurchaseOutcome.Reserved.class,
                      reserved -> assertThat(reserved.order()).isEqualTo(order));
            });
    assertThat(await(sale.order(order))).isInstanceOf(OrderAnswer.Found.class);
  }

  @Test
  void purchase_whoseAdmissionIsNotAnswered_holdsNothingAndCanBeSentAgain() {
    Product product = fixture.supplied(5, 1);
    Sale sale = losing(true, false);
    Purchase purchase = purchase(product, "ann", "k1", 1);

    assertThat(await(sale.purchase(purchase))).isEqualTo(new PurchaseAnswer.Unavailable());
    Awaitility.await()
        .until(() -> server.command("HLEN sale:{%s}:pending".formatted(product.sku())).equals("0"));
    assertThat(await(fixture.sale().purchase(purchase)))
        .isInstanceOfSatisfying(
            PurchaseAnswer.Decided.class,
            decided -> {
              assertThat(decided.outcome()).isInstanceOf(PurchaseOutcome.Reserved.class);
              assertThat(decided.replayed()).isFalse();
            });
    assertThat(server.command("HGET sale:{%s}:buyers ann".formatted(product.sku()))).isEqualTo("1");
  }

  @Test
  void purchase_whileRedisStalls_isUnavailableAndNeverTakesAnAllowance() {
    Product product = fixture.supplied(5, 1);
    Purchase purchase = purchase(product, "ann", "k1", 1);
    server.command("CLIENT PAUSE 1500");
    PurchaseAnswer answer = await(fixture.sale().purchase(purchase));

    assertThat(answer).isEqualTo(new PurchaseAnswer.Unavailable());
    Awaitility.await()
        .until(() ->
            server
                .command("HGET sale:{%s}:claim:3:ann:k1 outcome".formatted(product.sku()))
                .equals("withdrawn"));
    assertThat(await(fixture.sale().purchase(purchase)))
        .isInstanceOfSatisfying(
            PurchaseAnswer.Decided.class,
            decided -> assertThat(decided.outcome()).isInstanceOf(PurchaseOutcome.Reserved.class));
    assertThat(server.command("GET sale:{%s}:stock".formatted(product.sku()))).isEqualTo("4");
  }

  @Test
  void purchase_whileRedisIsAway_isUnavailableAndRecoversWithIt() {
    Product product = fixture.supplied(5, 1);
    server.stop();
    assertThat(await(fixture.sale().purchase(purchase(product, "ann", "k1", 1))))
        .isEqualTo(new PurchaseAnswer.Unavailable());
    assertThat(await(fixture.redis().answers())).isFalse();

    server.restart();
    Awaitility.await().until(() -> await(fixture.redis().answers()));
    Product next = fixture.supplied(5, 1);
    assertThat(await(fixture.sale().purchase(purchase(next, "ann", "k1", 1))))
        .isInstanceOf(PurchaseAnswer.Decided.class);
  }

  @Test
  void sale_openedWhileRedisIsAway_isUnavailableUntilItComes() {
    try (RedisProcess late = RedisProcess.notStarted();
        SaleFixture opening = SaleFixture.opening(late)) {
      Product product = SaleFixture.product(5, 1);
      assertThat(await(opening.sale().purchase(purchase(product, "ann", "k1", 1))))
          .isEqualTo(new PurchaseAnswer.Unavailable());
      late.restart();
      Awaitility.await().until(() -> await(opening.redis().answers()));
      assertThat(await(opening.sale().create(product))).isTrue();
    }
  }
}
