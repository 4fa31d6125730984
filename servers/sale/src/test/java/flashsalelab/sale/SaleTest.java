package flashsalelab.sale;

import static flashsalelab.sale.fixture.SaleFixture.HOLD;
import static flashsalelab.sale.fixture.SaleFixture.NOW;
import static flashsalelab.sale.fixture.SaleFixture.purchase;
import static flashsalelab.sale.fixture.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.sale.fixture.RedisProcess;
import flashsalelab.sale.fixture.SaleFixture;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class SaleTest {
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

  private static PurchaseAnswer buy(Purchase purchase) {
    return await(fixture.sale().purchase(purchase));
  }

  private static PurchaseAnswer buyAt(Instant moment, Purchase purchase) {
    return await(
        fixture.sale(fixture.guard("semaphore"), fixture.records(), moment).purchase(purchase));
  }

  private static PurchaseOutcome.Reserved reserved(PurchaseAnswer answer) {
    assertThat(answer).isInstanceOf(PurchaseAnswer.Decided.class);
    PurchaseOutcome outcome = ((PurchaseAnswer.Decided) answer).outcome();
    assertThat(outcome).isInstanceOf(PurchaseOutcome.Reserved.class);
    return (PurchaseOutcome.Reserved) outcome;
  }

  private static String redis(String command, Product product) {
    return server.command(command.formatted(product.sku()));
  }

  @Test
  void purchase_ofFreeUnits_isReservedAndOnRecord() {
    Product product = fixture.supplied(5, 2);
    PurchaseOutcome.Reserved reserved = reserved(buy(purchase(product, "ann", "k1", 2)));

    assertThat(reserved.at()).isEqualTo(NOW);
    assertThat(reserved.heldUntil()).isEqualTo(NOW.plus(HOLD));
    assertThat(await(fixture.sale().order(reserved.order())))
        .isEqualTo(
            new OrderAnswer.Found(
                new Order(
                    reserved.order(),
                    new BuyerId("ann"),
                    2,
                    NOW.plus(HOLD),
                    List.of(new Order.Transition(OrderState.RESERVED, NOW)))));
    assertThat(redis("XLEN sale:{%s}:ledger", product)).isEqualTo("1");
    assertThat(redis("GET sale:{%s}:stock", product)).isEqualTo("3");
    assertThat(redis("HLEN sale:{%s}:pending", product)).isEqualTo("0");
  }

  @Test
  void purchases_moreThanUnits_reserveExactlyTheUnits() {
    Product product = fixture.supplied(50, 1);
    Sale sale = fixture.sale();
    List<CompletableFuture<PurchaseAnswer>> answers =
        IntStream.range(0, 200)
            .mapToObj(
                i -> sale.purchase(purchase(product, "buyer-" + i, "k", 1)).toCompletableFuture())
            .toList();
    List<PurchaseAnswer> decided = answers.stream().map(answer -> await(answer)).toList();

    PurchaseAnswer soldOut = new PurchaseAnswer.Decided(new PurchaseOutcome.SoldOut(), false);
    assertThat(decided).filteredOn(soldOut::equals).hasSize(150);
    assertThat(decided)
        .filteredOn(answer -> !answer.equals(soldOut))
        .hasSize(50)
        .extracting(answer -> reserved(answer).order())
        .doesNotHaveDuplicates();
    assertThat(redis("XLEN sale:{%s}:ledger", product)).isEqualTo("50");
    assertThat(redis("GET sale:{%s}:stock", product)).isEqualTo("0");
    assertThat(redis("HLEN sale:{%s}:buyers", product)).isEqualTo("50");
  }

  @Test
  void purchase_withTheSameKeyAndBody_isAnsweredAgainWithoutASecondUnit() {
    Product product = fixture.supplied(5, 5);
    PurchaseAnswer first = buy(purchase(product, "ann", "k1", 1));
    PurchaseAnswer second = buyAt(NOW.plusSeconds(60), purchase(product, "ann", "k1", 1));
    assertThat(second).isEqualTo(new PurchaseAnswer.Decided(reserved(first), true));
    assertThat(redis("GET sale:{%s}:stock", product)).isEqualTo("4");
    assertThat(redis("XLEN sale:{%s}:ledger", product)).isEqualTo("1");
  }

  @Test
  void purchase_withTheSameKeyAtOnce_makesOneOrder() {
    Product product = fixture.supplied(100, 100);
    Sale sale = fixture.sale();
    List<CompletableFuture<PurchaseAnswer>> answers =
        IntStream.range(0, 50)
            .mapToObj(i -> sale.purchase(purchase(product, "ann", "k", 1)).toCompletableFuture())
            .toList();
    assertThat(answers)
        .filteredOn(answer ->
            await(answer) instanceof PurchaseAnswer.Decided(var outcome, boolean replayed)
                && !replayed
                && outcome instanceof PurchaseOutcome.Reserved)
        .hasSize(1);
    assertThat(redis("GET sale:{%s}:stock", product)).isEqualTo("99");
    assertThat(redis("XLEN sale:{%s}:ledger", product)).isEqualTo("1");
  }

  @Test
  void purchase_withTheSameKeyAndAnotherBody_isRefused() {
    Product product = fixture.supplied(5, 5);
    buy(purchase(product, "ann", "k1", 1));
    assertThat(buy(purchase(product, "ann", "k1", 2))).isEqualTo(new PurchaseAnswer.KeyReused());
    assertThat(redis("GET sale:{%s}:stock", product)).isEqualTo("4");
  }

  @Test
  void purchase_withTheKeyOfAnotherBuyerOrProduct_isAnother() {
    Product first = fixture.supplied(5, 1);
    Product second = fixture.supplied(5, 1);
    OrderId order = reserved(buy(purchase(first, "ann", "k1", 1))).order();
    assertThat(reserved(buy(purchase(first, "bob", "k1", 1))).order()).isNotEqualTo(order);
    assertThat(reserved(buy(purchase(second, "ann", "k1", 1))).order()).isNotEqualTo(order);
  }

  @Test
  void purchases_ofOneBuyerAtOnce_neverExceedTheLimit() {
    Product product = fixture.supplied(1_000, 3);
    Sale sale = fixture.sale();
    List<CompletableFuture<PurchaseAnswer>> answers =
        IntStream.range(0, 60)
            .mapToObj(
                i -> sale.purchase(purchase(product, "ann", "k" + i, 1)).toCompletableFuture())
            .toList();
    PurchaseAnswer limit = new PurchaseAnswer.Decided(new PurchaseOutcome.LimitReached(3), false);
    assertThat(answers.stream().map(answer -> await(answer)).filter(limit::equals)).hasSize(57);
    assertThat(redis("GET sale:{%s}:stock", product)).isEqualTo("997");
    assertThat(server.command("HGET sale:{%s}:buyers ann".formatted(product.sku()))).isEqualTo("3");
  }

  @Test
  void purchase_soldOut_givesTheAllowanceBackAndIsAnsweredAgain() {
    Product product = fixture.supplied(1, 2);
    PurchaseAnswer soldOut = buy(purchase(product, "ann", "k1", 2));
    assertThat(soldOut).isEqualTo(new PurchaseAnswer.Decided(new PurchaseOutcome.SoldOut(), false));
    assertThat(buy(purchase(product, "ann", "k1", 2)))
        .isEqualTo(new PurchaseAnswer.Decided(new PurchaseOutcome.SoldOut(), true));
    assertThat(redis("HLEN sale:{%s}:buyers", product)).isEqualTo("0");
    reserved(buy(purchase(product, "ann", "k2", 1)));
  }

  @Test
  void purchase_ofAnUnknownProduct_isToldSoAndUsesNoKey() {
    Product product = SaleFixture.product(5, 1);
    assertThat(buy(purchase(product, "ann", "k1", 1)))
        .isEqualTo(new PurchaseAnswer.NoSuchProduct(product.sku()));
    assertThat(server.command("KEYS sale:{%s}:*".formatted(product.sku()))).isEqualTo("0");
  }

  @Test
  void purchase_outsideTheHours_isRefusedAndARetryKeepsWhatWasReserved() {
    Instant opens = NOW.plusSeconds(60);
    Instant closes = NOW.plusSeconds(120);
    Product plain = SaleFixture.product(5, 5);
    Product product = new Product(plain.sku(), "Tee", 1, 5, 5, opens, closes);
    await(fixture.sale().create(product));

    PurchaseOutcome notOpen = new PurchaseOutcome.SaleNotOpen(opens);
    assertThat(buyAt(NOW, purchase(product, "ann", "early", 1)))
        .isEqualTo(new PurchaseAnswer.Decided(notOpen, false));
    assertThat(buyAt(NOW, purchase(product, "ann", "early", 1)))
        .isEqualTo(new PurchaseAnswer.Decided(notOpen, true));
    PurchaseAnswer first = buyAt(opens, purchase(product, "ann", "k1", 1));
    assertThat(buyAt(closes, purchase(product, "ann", "k2", 1)))
        .isEqualTo(new PurchaseAnswer.Decided(new PurchaseOutcome.SaleClosed(closes), false));
    assertThat(buyAt(closes, purchase(product, "ann", "k1", 1)))
        .isEqualTo(new PurchaseAnswer.Decided(reserved(first), true));
  }

  @Test
  void purchase_beforeTheOpening_keepsItsAnswerNoLongerThanUntilThen() {
    Product plain = SaleFixture.product(5, 5);
    Product product = new Product(plain.sku(), "Tee", 1, 5, 5, NOW.plusSeconds(60), null);
    await(fixture.sale().create(product));
    buy(purchase(product, "ann", "early", 1));
    assertThat(Long.parseLong(redis("PTTL sale:{%s}:claim:3:ann:early", product)))
        .isBetween(1L, 60_000L);
  }

  @Test
  void create_ofASkuThatExists_isRefused() {
    Product product = SaleFixture.product(5, 1);
    assertThat(await(fixture.sale().create(product))).isTrue();
    assertThat(await(fixture.sale().create(product))).isFalse();
  }

  @Test
  void offer_afterAPurchase_showsFreeAndSupplied() {
    Product product = fixture.supplied(5, 2);
    buy(purchase(product, "ann", "k1", 2));
    assertThat(await(fixture.sale().offer(product.sku())))
        .contains(new Offer(product, 3, SaleState.OPEN));
    assertThat(await(fixture.sale().offer(new Sku("missing")))).isEmpty();
    assertThat(await(fixture.sale().offers())).contains(new Offer(product, 3, SaleState.OPEN));
  }

  @Test
  void order_thatIsNone_isToldSo() {
    OrderId id = OrderId.next(new Sku("tee"));
    assertThat(await(fixture.sale().order(id))).isEqualTo(new OrderAnswer.NoSuchOrder(id));
  }
}
