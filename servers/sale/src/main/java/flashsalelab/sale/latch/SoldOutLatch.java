package flashsalelab.sale.latch;

import flashsalelab.sale.BuyerId;
import flashsalelab.sale.Lookup;
import flashsalelab.sale.PurchaseAnswer;
import flashsalelab.sale.PurchaseOutcome;
import flashsalelab.sale.PurchaseRequest;
import flashsalelab.sale.RequestPattern;
import flashsalelab.sale.Sku;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Refuses buyers of a product that is sold out from memory, without a request to the store, as long
 * as the latest glance at the product is younger than {@link #AGE}. It takes another one every
 * {@link #INTERVAL} while it is asked, so a unit that is returned or restocked is on sale in every
 * process within that age, and nothing has to be told to anybody.
 *
 * <p>Buyers who have or had a reservation, or whose purchase is pending, as far as the latest
 * glance or this process knows, are never refused from memory: they may repeat a purchase whose
 * answer is another.
 *
 * <p>Its price: a refusal may be as old as the glance, also for a buyer whom another process has
 * served since then, and it is not kept for its key, so the same key may get a unit later.
 */
public final class SoldOutLatch implements RequestPattern {
  /** How old a glance may be that somebody is refused by. */
  public static final Duration AGE = Duration.ofMillis(750);

  /** The time between two glances at a product that is asked for. */
  public static final Duration INTERVAL = Duration.ofMillis(250);

  private static final CompletionStage<PurchaseAnswer> SOLD_OUT =
      CompletableFuture.completedStage(
          new PurchaseAnswer.Decided(new PurchaseOutcome.SoldOut(), false));

  private final RequestPattern pattern;
  private final Glances glances;
  private final LongSupplier nanos;
  private final ConcurrentHashMap<Sku, WatchedProduct> products = new ConcurrentHashMap<>();
  private final LongAdder refused = new LongAdder();

  /** A latch before this pattern. */
  public SoldOutLatch(RequestPattern pattern, Glances glances) {
    this(pattern, glances, System::nanoTime);
  }

  SoldOutLatch(RequestPattern pattern, Glances glances, LongSupplier nanos) {
    this.pattern = pattern;
    this.glances = glances;
    this.nanos = nanos;
  }

  @Override
  public CompletionStage<PurchaseAnswer> answer(PurchaseRequest request) {
    Sku sku = request.purchase().sku();
    BuyerId buyer = request.purchase().buyer();
    WatchedProduct product = products.get(sku);
    if (product == null) {
      return pattern.answer(request).thenApply(answer -> watched(sku, buyer, answer));
    }
    product.glance();
    if (product.refuses(buyer)) {
      refused.increment();
      return SOLD_OUT;
    }
    product.note(buyer);
    return pattern.answer(request).thenApply(answer -> watched(sku, buyer, answer));
  }

  /** A product is watched from its first answer on that may mean that it is sold out. */
  private PurchaseAnswer watched(Sku sku, BuyerId buyer, PurchaseAnswer answer) {
    if (answer instanceof PurchaseAnswer.Decided(PurchaseOutcome outcome, boolean replayed)) {
      switch (outcome) {
        case PurchaseOutcome.SoldOut soldOut -> product(sku).glance();
        case PurchaseOutcome.Queued queued -> product(sku).note(buyer);
        case PurchaseOutcome.Reserved reserved -> noteIfWatched(sku, buyer);
        case PurchaseOutcome.Unknown unknown -> noteIfWatched(sku, buyer);
        case PurchaseOutcome.LimitReached limit -> {}
        case PurchaseOutcome.SaleNotOpen notOpen -> {}
        case PurchaseOutcome.SaleClosed closed -> {}
      }
    }
    return answer;
  }

  private WatchedProduct product(Sku sku) {
    return Lookup.getOrCreate(products, sku, of -> new WatchedProduct(of, glances, nanos));
  }

  private void noteIfWatched(Sku sku, BuyerId buyer) {
    WatchedProduct product = products.get(sku);
    if (product != null) {
      product.note(buyer);
    }
  }

  /** How many purchases were refused from memory. */
  public long refused() {
    return refused.sum();
  }
}
