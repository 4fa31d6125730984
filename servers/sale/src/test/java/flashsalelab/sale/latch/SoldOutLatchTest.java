package flashsalelab.sale.latch;

import static flashsalelab.sale.fixture.SaleFixture.purchase;
import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.sale.OrderId;
import flashsalelab.sale.Product;
import flashsalelab.sale.PurchaseAnswer;
import flashsalelab.sale.PurchaseOutcome;
import flashsalelab.sale.PurchaseRequest;
import flashsalelab.sale.fixture.SaleFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When the latch asks, and whom it never refuses; time and glances are the test's. */
final class SoldOutLatchTest {
  private static final PurchaseAnswer SOLD_OUT =
      new PurchaseAnswer.Decided(new PurchaseOutcome.SoldOut(), false);

  private final Product product = SaleFixture.product(1, 1);
  private final List<CompletableFuture<Glance>> glances = new ArrayList<>();
  private final List<Integer> known = new ArrayList<>();
  private final List<String> asked = new ArrayList<>();
  private final SoldOutLatch latch = new SoldOutLatch(this::pattern, this::glance, this::nanos);
  private Duration now = Duration.ZERO;
  private PurchaseOutcome outcome = new PurchaseOutcome.SoldOut();
  private CompletableFuture<Void> answering = CompletableFuture.completedFuture(null);

  private long nanos() {
    return now.toNanos();
  }

  private CompletionStage<Glance> glance(Object sku, int soMany) {
    known.add(soMany);
    glances.add(new CompletableFuture<>());
    return glances.getLast();
  }

  private CompletionStage<PurchaseAnswer> pattern(PurchaseRequest request) {
    asked.add(request.purchase().buyer().value());
    PurchaseAnswer answer = new PurchaseAnswer.Decided(outcome, false);
    return answering.thenApply(now -> answer);
  }

  /** Whether the store was asked for this buyer's purchase. */
  private boolean asksFor(String buyer) {
    int before = asked.size();
    PurchaseAnswer answer = ask(buyer).join();
    if (asked.size() == before) {
      assertThat(answer).isEqualTo(SOLD_OUT);
    }
    return asked.size() > before;
  }

  private CompletableFuture<PurchaseAnswer> ask(String buyer) {
    return latch
        .answer(new PurchaseRequest(purchase(product, buyer, "k", 1), OrderId.next(product.sku())))
        .toCompletableFuture();
  }

  private void tell(String... reserved) {
    glances.getLast().complete(soldOut(0, List.of(reserved)));
  }

  private static Glance soldOut(int from, List<String> buyers) {
    return new Glance(true, from, from + buyers.size(), buyers, Set.of());
  }

  private void after(Duration duration) {
    now = now.plus(duration);
  }

  @Test
  void product_thatWasNeverSoldOut_isNotGlancedAt() {
    outcome = new PurchaseOutcome.Reserved(OrderId.next(product.sku()), Instant.EPOCH, Instant.MAX);
    assertThat(asksFor("ann")).isTrue();
    assertThat(asksFor("bob")).isTrue();
    assertThat(glances).isEmpty();
  }

  @Test
  void product_soldOut_isRefusedFromMemoryUntilTheGlanceIsTooOld() {
    assertThat(asksFor("ann")).isTrue();
    assertThat(asksFor("bob")).as("the glance is under way").isTrue();
    tell();
    assertThat(asksFor("cid")).isFalse();
    after(SoldOutLatch.AGE.minusNanos(1));
    assertThat(asksFor("dan")).isFalse();
    after(Duration.ofNanos(1));
    assertThat(asksFor("eve")).isTrue();
    assertThat(latch.refused()).isEqualTo(2);
  }

  @Test
  void glances_areTakenOneAtATimeAndNoSoonerThanTheInterval() {
    asksFor("ann");
    tell();
    after(SoldOutLatch.INTERVAL.minusNanos(1));
    asksFor("bob");
    assertThat(glances).hasSize(1);
    after(Duration.ofNanos(1));
    asksFor("cid");
    after(SoldOutLatch.INTERVAL);
    asksFor("dan");
    assertThat(glances).hasSize(2);
    tell();
    asksFor("eve");
    assertThat(glances).hasSize(3);
  }

  @Test
  void age_countsFromTheGlancesBegin() {
    asksFor("ann");
    after(Duration.ofMillis(700));
    tell();
    assertThat(asksFor("bob")).isFalse();
    after(Duration.ofMillis(50));
    assertThat(asksFor("cid")).isTrue();
  }

  @Test
  void glance_thatFails_refusesNobodyAndIsTakenAgainLater() {
    asksFor("ann");
    glances.getLast().completeExceptionally(new IllegalStateException("away"));
    assertThat(asksFor("bob")).isTrue();
    assertThat(glances).hasSize(1);
    after(SoldOutLatch.INTERVAL);
    asksFor("cid");
    tell();
    assertThat(asksFor("dan")).isFalse();
  }

  @Test
  void glance_atAProductWithFreeUnits_refusesNobody() {
    asksFor("ann");
    tell();
    assertThat(asksFor("bob")).isFalse();
    after(SoldOutLatch.INTERVAL);
    asksFor("cid");
    glances.getLast().complete(Glance.OPEN);
    assertThat(asksFor("dan")).isTrue();
  }

  @Test
  void buyers_withAReservationOrAPendingPurchase_areNeverRefused() {
    asksFor("ann");
    glances.getLast().complete(new Glance(true, 0, 1, List.of("owner"), Set.of("waiting")));
    assertThat(asksFor("owner")).isTrue();
    assertThat(asksFor("waiting")).isTrue();
    assertThat(asksFor("bob")).isFalse();
    after(SoldOutLatch.INTERVAL);
    asksFor("bob");
    glances.getLast().complete(soldOut(1, List.of()));
    assertThat(asksFor("owner")).isTrue();
    assertThat(asksFor("waiting")).as("it is decided, and has no reservation").isFalse();
  }

  @Test
  void reservations_moreThanOneGlanceTells_areAllKnownBeforeAnybodyIsRefused() {
    asksFor("ann");
    glances.getLast().complete(new Glance(true, 0, 3, List.of("a", "b"), Set.of()));
    assertThat(asksFor("bob")).isTrue();
    assertThat(known).containsExactly(0, 2);
    glances.getLast().complete(soldOut(2, List.of("c")));
    assertThat(asksFor("cid")).isFalse();
    assertThat(asksFor("a")).isTrue();
    assertThat(asksFor("c")).isTrue();
    after(SoldOutLatch.INTERVAL);
    asksFor("bob");
    assertThat(known).containsExactly(0, 2, 3);
  }

  @Test
  void reservations_thatTheStoreHasLost_areForgotten() {
    asksFor("ann");
    tell("a", "b");
    after(SoldOutLatch.INTERVAL);
    asksFor("bob");
    tell("c");
    assertThat(asksFor("a")).isFalse();
    assertThat(asksFor("c")).isTrue();
  }

  @Test
  void buyer_whoIsServedAfterTheGlanceBegan_isNotRefusedBeforeTheNextOne() {
    asksFor("ann");
    after(Duration.ofMillis(10));
    outcome = new PurchaseOutcome.Reserved(OrderId.next(product.sku()), Instant.EPOCH, Instant.MAX);
    assertThat(asksFor("eve")).isTrue();
    tell();
    assertThat(asksFor("eve")).isTrue();
    after(SoldOutLatch.INTERVAL);
    asksFor("bob");
    glances.getLast().complete(soldOut(0, List.of("eve")));
    assertThat(asksFor("eve")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void buyer_whoIsAnsweredAfterTheNextGlanceBegan_isNotRefusedBeforeTheOneAfter(boolean known) {
    OrderId order = OrderId.next(product.sku());
    asksFor("ann");
    tell();
    after(SoldOutLatch.AGE);
    answering = new CompletableFuture<>();
    outcome =
        known
            ? new PurchaseOutcome.Reserved(order, Instant.EPOCH, Instant.MAX)
            : new PurchaseOutcome.Unknown(order);
    CompletableFuture<Void> served = answering;
    CompletableFuture<PurchaseAnswer> answer = ask("eve");
    tell();
    answering = CompletableFuture.completedFuture(null);
    outcome = new PurchaseOutcome.SoldOut();
    after(SoldOutLatch.INTERVAL);
    assertThat(asksFor("bob")).isFalse();
    assertThat(glances).hasSize(3);
    after(Duration.ofMillis(1));
    served.complete(null);
    assertThat(answer).isCompleted();
    tell();
    assertThat(asksFor("eve")).isTrue();
    assertThat(asksFor("cid")).isFalse();
  }

  @Test
  void buyer_whoWasRefusedBeforeTheGlance_isRefusedFromMemory() {
    asksFor("ann");
    after(Duration.ofMillis(10));
    assertThat(asksFor("bob")).isTrue();
    tell();
    after(SoldOutLatch.INTERVAL);
    asksFor("cid");
    tell();
    assertThat(asksFor("bob")).isFalse();
  }

  @Test
  void product_whosePurchaseWasQueued_isWatched() {
    outcome = new PurchaseOutcome.Queued(OrderId.next(product.sku()));
    asksFor("ann");
    after(Duration.ofMillis(1));
    asksFor("bob");
    after(Duration.ofMillis(1));
    assertThat(glances).hasSize(1);
    tell();
    assertThat(asksFor("cid")).isFalse();
    assertThat(asksFor("bob")).as("accepted after the glance began").isTrue();
  }
}
