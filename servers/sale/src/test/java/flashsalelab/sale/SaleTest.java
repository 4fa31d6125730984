package flashsalelab.sale;

import static flashsalelab.sale.fixture.SaleFixture.HOLD;
import static flashsalelab.sale.fixture.SaleFixture.purchase;
import static flashsalelab.sale.fixture.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import flashsalelab.sale.fixture.RedisProcess;
import flashsalelab.sale.fixture.SaleFixture;
import flashsalelab.sale.stock.StockGuards;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What a buyer may count on, whichever guard decides; all but the control also at once. */
@ParameterizedClass
@MethodSource("guards")
final class SaleTest {
  private static RedisProcess server;
  private static SaleFixture fixture;

  private final String guard;

  SaleTest(String guard) {
    this.guard = guard;
  }

  static List<String> guards() {
    return StockGuards.names().stream().filter(name -> !name.equals("unguarded")).toList();
  }

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

  private Sale sale() {
    return fixture.sale(fixture.guard(guard));
  }

  private PurchaseAnswer buy(Purchase purchase) {
    return await(sale().purchase(purchase));
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

    assertThat(reserved.at()).isCloseTo(Instant.now(), within(10, ChronoUnit.SECONDS));
    assertThat(reserved.heldUntil()).isEqualTo(reserved.at().plus(HOLD));
    assertThat(await(sale().order(reserved.order())))
        .isEqualTo(
            new OrderAnswer.Found(
                new Order(
                    reserved.order(),
                    new BuyerId("ann"),
                    2,
                    2 * product.price(),
                    reserved.heldUntil(),
                    null,
                    List.of(new Order.Transition(OrderState.RESERVED, reserved.at())))));
    assertThat(redis("XLEN sale:{%s}:ledger", product)).isEqualTo("1");
    assertThat(redis("GET sale:{%s}:stock", product)).isEqualTo("3");
    assertThat(redis("HLEN sale:{%s}:pending", product)).isEqualTo("0");
    assertThat(redis("XLEN sale:{%s}:payments", product)).isEqualTo("1");
    assertThat(redis("HGET sale:{%s}:totals held", product)).isEqualTo("2");
  }

  @Test
  void purchases_moreThanUnits_reserveExactlyTheUnits() {
    Product product = fixture.supplied(50, 1);
    Sale sale = sale();
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
    PurchaseAnswer second = buy(purchase(product, "ann", "k1", 1));
    assertThat(second).isEqualTo(new PurchaseAnswer.Decided(reserved(first), true));
    assertThat(redis("GET sale:{%s}:stock", product)).isEqualTo("4");
    assertThat(redis("XLEN sale:{%s}:ledger", product)).isEqualTo("1");
  }

  @Test
  void purchase_withTheSameKeyAtOnce_makesOneOrder() {
    Product product = fixture.supplied(100, 100);
    Sale sale = sale();
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
    Sale sale = sale();
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
    assertThat(server.command("KEYS sale:{%s}:*".formatted(product.sku()))).isEmpty();
  }

  @Test
  void purchase_outsideTheWindow_isRefusedAndARetryKeepsWhatWasReserved() {
    Instant opens = Instant.now().plusMillis(400).truncatedTo(ChronoUnit.MILLIS);
    Instant closes = opens.plusMillis(600);
    Product plain = SaleFixture.product(5, 5);
    Product product = new Product(plain.sku(), "Tee", 1, 5, 5, opens, closes);
    await(sale().create(product));

    PurchaseOutcome notOpen = new PurchaseOutcome.SaleNotOpen(opens);
    assertThat(buy(purchase(product, "ann", "early", 1)))
        .isEqualTo(new PurchaseAnswer.Decided(notOpen, false));
    assertThat(buy(purchase(product, "ann", "early", 1)))
        .isEqualTo(new PurchaseAnswer.Decided(notOpen, true));
    assertThat(Long.parseLong(redis("PTTL sale:{%s}:claim:3:ann:early", product)))
        .isBetween(1L, 400L);
    until(product, SaleState.OPEN);
    PurchaseAnswer first = buy(purchase(product, "ann", "k1", 1));
    until(product, SaleState.CLOSED);
    assertThat(buy(purchase(product, "ann", "k2", 1)))
        .isEqualTo(new PurchaseAnswer.Decided(new PurchaseOutcome.SaleClosed(closes), false));
    assertThat(buy(purchase(product, "ann", "k1", 1)))
        .isEqualTo(new PurchaseAnswer.Decided(reserved(first), true));
  }

  private void until(Product product, SaleState state) {
    Awaitility.await()
        .pollInterval(Duration.ofMillis(20))
        .until(() -> await(sale().offer(product.sku())).orElseThrow().state() == state);
  }

  @Test
  void cancel_ofAReservedOrder_putsItsUnitsOnSaleOnceAndTheNextBuyerGetsThem() {
    Product product = fixture.supplied(2, 2);
    OrderId order = reserved(buy(purchase(product, "ann", "k1", 2))).order();
    assertThat(await(sale().cancel(order))).isEqualTo(new OrderChange.Done(OrderState.CANCELLED));
    assertThat(await(sale().cancel(order))).isEqualTo(new OrderChange.Done(OrderState.CANCELLED));

    assertThat(await(sale().offer(product.sku())).orElseThrow())
        .matches(offer(product, 2, 0, 0)::showsTheSameAs);
    reserved(buy(purchase(product, "bob", "k1", 2)));
    reserved(buyAfterRestock(product));
    assertThat(redis("XLEN sale:{%s}:ledger", product)).isEqualTo("4");
  }

  /** The allowance of whoever cancelled is whole again. */
  private PurchaseAnswer buyAfterRestock(Product product) {
    await(sale().restock(product.sku(), new IdempotencyKey("more"), 2));
    return buy(purchase(product, "ann", "k2", 2));
  }

  @Test
  void cancel_byManyAtOnce_putsTheUnitsOnSaleOnce() {
    Product product = fixture.supplied(3, 3);
    OrderId order = reserved(buy(purchase(product, "ann", "k1", 3))).order();
    List<CompletableFuture<OrderChange>> cancels =
        IntStream.range(0, 20).mapToObj(i -> sale().cancel(order).toCompletableFuture()).toList();
    assertThat(cancels)
        .allMatch(change -> await(change).equals(new OrderChange.Done(OrderState.CANCELLED)));
    assertThat(redis("GET sale:{%s}:stock", product)).isEqualTo("3");
    assertThat(redis("HLEN sale:{%s}:owed", product)).isEqualTo("0");
    assertThat(redis("HGET sale:{%s}:totals held", product)).isEqualTo("0");
  }

  @Test
  void cancel_ofAPaidOrder_isRefusedAndKeepsTheUnitSold() {
    Product product = fixture.supplied(2, 2);
    OrderId order = reserved(buy(purchase(product, "ann", "k1", 1))).order();
    assertThat(await(fixture.orders().paid(order)))
        .isEqualTo(new OrderChange.Done(OrderState.PAID));
    assertThat(await(sale().cancel(order))).isEqualTo(new OrderChange.Refused(OrderState.PAID));
    assertThat(await(sale().offer(product.sku())).orElseThrow())
        .matches(offer(product, 1, 0, 1)::showsTheSameAs);
    assertThat(await(sale().cancel(OrderId.next(product.sku()))))
        .isEqualTo(new OrderChange.NoSuchOrder());
  }

  @Test
  void create_ofASkuThatExists_isRefused() {
    Product product = SaleFixture.product(5, 1);
    assertThat(await(sale().create(product))).isTrue();
    assertThat(await(sale().create(product))).isFalse();
  }

  @Test
  void offer_afterAPurchase_showsFreeHeldAndSupplied() {
    Product product = fixture.supplied(5, 2);
    buy(purchase(product, "ann", "k1", 2));
    Offer expected = offer(product, 3, 2, 0);
    Offer seen = await(sale().offer(product.sku())).orElseThrow();
    assertThat(seen).matches(expected::showsTheSameAs);
    assertThat(seen.product()).isEqualTo(product);
    assertThat(await(sale().offer(new Sku("missing")))).isEmpty();
    assertThat(await(sale().offers()))
        .filteredOn(offer -> offer.product().equals(product))
        .singleElement()
        .matches(expected::showsTheSameAs)
        .satisfies(listed -> assertThat(listed.at()).isAfterOrEqualTo(seen.at()));
  }

  private static Offer offer(Product product, int free, int held, int sold) {
    return new Offer(product, free, held, sold, SaleState.OPEN, Instant.EPOCH);
  }

  @Test
  void order_thatIsNone_isToldSo() {
    OrderId id = OrderId.next(new Sku("tee"));
    assertThat(await(sale().order(id))).isEqualTo(new OrderAnswer.NoSuchOrder(id));
  }
}
