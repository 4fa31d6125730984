package flashsalelab.sale.guarantees;

import static flashsalelab.sale.fixture.SaleFixture.purchase;
import static flashsalelab.sale.fixture.Waiting.await;

import flashsalelab.sale.IdempotencyKey;
import flashsalelab.sale.OrderAnswer;
import flashsalelab.sale.OrderId;
import flashsalelab.sale.OrderState;
import flashsalelab.sale.Product;
import flashsalelab.sale.Purchase;
import flashsalelab.sale.PurchaseAnswer;
import flashsalelab.sale.PurchaseOutcome;
import flashsalelab.sale.fixture.SaleFixture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;

/**
 * A product on sale, a healthy process that sells it, and others that fail. The verdict is found by
 * selling what is left: exactly what was supplied must be promised in the end.
 */
final class Scene {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final Store store;
  private final Seller healthy;
  private final Product product;
  private final List<OrderId> promised = new ArrayList<>();
  private int buyers;

  Scene(Store store, int stock) {
    this.store = store;
    this.healthy = store.seller(SaleFixture.TERMS);
    this.product = SaleFixture.product(stock, 1_000);
    await(healthy.sale().create(product));
  }

  FailingSeller failing() {
    return store.failing();
  }

  Product product() {
    return product;
  }

  /** A name that nobody has had. */
  String another() {
    return "b" + ++buyers;
  }

  /** A purchase of a unit by somebody new. */
  Purchase unit() {
    return purchase(product, another(), "k", 1);
  }

  /** Buys a unit in the healthy process; whoever is told that it is reserved must keep it. */
  PurchaseAnswer buy() {
    return told(await(healthy.sale().purchase(unit())));
  }

  /** Notes what a buyer was told. */
  PurchaseAnswer told(PurchaseAnswer answer) {
    reserved(answer).ifPresent(promised::add);
    return answer;
  }

  static Optional<OrderId> reserved(PurchaseAnswer answer) {
    return answer instanceof PurchaseAnswer.Decided(var outcome, var replayed)
            && outcome instanceof PurchaseOutcome.Reserved reserved
        ? Optional.of(reserved.order())
        : Optional.empty();
  }

  /** A reserved order of the healthy process that nobody insists on. */
  OrderId order() {
    return orderIfAny().orElseThrow();
  }

  /** The same, if there is a unit left. */
  Optional<OrderId> orderIfAny() {
    return reserved(await(healthy.sale().purchase(unit())));
  }

  /** A key that no restock had. */
  IdempotencyKey key() {
    return new IdempotencyKey(another());
  }

  /** The answer of whoever bought nothing. */
  PurchaseAnswer nothing() {
    return new PurchaseAnswer.Unavailable();
  }

  /** The record of which units are free is gone. */
  void loseFreeUnits() {
    store.loseFreeUnits(product.sku());
  }

  /** Sells what is left, lets a reconciliation mend, sells again, and judges. */
  Verdict verdict() {
    sellOut();
    Ledger before = ledger();
    await(healthy.books().reconcile(product.sku(), Duration.ZERO));
    sellOut();
    Ledger after = ledger();
    int supplied = await(healthy.inventory().find(product.sku())).orElseThrow().product().stock();
    boolean kept = promised.stream().allMatch(this::stands);
    if (before.standing() > supplied
        || after.standing() != supplied
        || after.twice() > 0
        || !kept) {
      return Verdict.EXPOSED;
    }
    return before.standing() == supplied ? Verdict.PREVENTED : Verdict.REPAIRED;
  }

  /** Buys until told that the product is sold out. */
  private void sellOut() {
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(1))
        .until(() ->
            buy() instanceof PurchaseAnswer.Decided(var outcome, var replayed)
                && outcome instanceof PurchaseOutcome.SoldOut);
  }

  private boolean stands(OrderId order) {
    return await(healthy.orders().find(order)) instanceof OrderAnswer.Found(var found)
        && (found.state() == OrderState.RESERVED || found.state() == OrderState.PAID);
  }

  private Ledger ledger() {
    return store.ledger(product.sku());
  }
}
