package flashsalelab.sale;

import static java.util.concurrent.CompletableFuture.completedFuture;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The flash sale. A purchase takes three steps, a round trip each: admit it (key, limit, opening
 * hours), hold the units, put the outcome on record.
 *
 * <p>Where a step fails decides what is true. Before the hold is asked for, nothing is held: the
 * answer is {@link PurchaseAnswer.Unavailable}. From then on a unit may be held, whatever the
 * client library reports, so a failure is {@link PurchaseOutcome.Unknown} and nothing is given
 * back.
 *
 * <p>Methods never block and may be called from any thread. Stages complete on the thread that
 * completed the store's reply, or on the caller's. Stages other than a purchase's fail if the store
 * cannot be asked.
 */
public final class Sale {
  private static final Logger LOG = LoggerFactory.getLogger(Sale.class);

  private final Catalogue catalogue;
  private final PurchaseRecords records;
  private final StockGuard guard;
  private final Duration hold;
  private final Clock clock;

  /**
   * @param hold how long a reserved unit is held for its buyer
   */
  public Sale(
      Catalogue catalogue, PurchaseRecords records, StockGuard guard, Duration hold, Clock clock) {
    this.catalogue = catalogue;
    this.records = records;
    this.guard = guard;
    this.hold = hold;
    this.clock = clock;
  }

  /** Decides a purchase, or tells how it was decided. The stage never fails. */
  public CompletionStage<PurchaseAnswer> purchase(Purchase purchase) {
    OrderId order = OrderId.next(purchase.sku());
    return records
        .admit(purchase, order, clock.instant())
        .handle((admission, failure) -> {
          if (failure != null) {
            return unavailable(purchase, order, failure);
          }
          return switch (admission) {
            case Admission.Answered(PurchaseAnswer answer) -> completedFuture(answer);
            case Admission.Admitted() -> decide(purchase, order);
          };
        })
        .thenCompose(answer -> answer);
  }

  private CompletionStage<PurchaseAnswer> decide(Purchase purchase, OrderId order) {
    return guard
        .hold(new HoldRequest(order, purchase.quantity()))
        .thenCompose(result -> records.settle(purchase, order, outcome(order, result)))
        .handle((recorded, failure) -> {
          if (failure != null) {
            LOG.debug("order {} is unknown: {}", order, failure.toString());
            return new PurchaseOutcome.Unknown(order);
          }
          return recorded.orElse(new PurchaseOutcome.Unknown(order));
        })
        .thenApply(outcome -> new PurchaseAnswer.Decided(outcome, false));
  }

  private PurchaseOutcome outcome(OrderId order, HoldResult result) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return switch (result) {
      case HELD -> new PurchaseOutcome.Reserved(order, now, now.plus(hold));
      case SOLD_OUT -> new PurchaseOutcome.SoldOut();
    };
  }

  private CompletableFuture<PurchaseAnswer> unavailable(
      Purchase purchase, OrderId order, Throwable failure) {
    LOG.debug("order {} was not admitted: {}", order, failure.toString());
    records
        .withdraw(purchase, order)
        .whenComplete((done, lost) -> {
          if (lost != null) {
            LOG.debug("order {} was not withdrawn: {}", order, lost.toString());
          }
        });
    return completedFuture(new PurchaseAnswer.Unavailable());
  }

  /**
   * Puts a new product on sale with all of its units.
   *
   * @return false if there is a product of this sku; it stays as it is
   */
  public CompletionStage<Boolean> create(Product product) {
    return guard
        .supply(product)
        .thenCompose(created -> catalogue.list(product.sku()).thenApply(listed -> created));
  }

  /** A product with its free units, or empty if there is none. */
  public CompletionStage<Optional<Offer>> offer(Sku sku) {
    CompletionStage<Integer> free = guard.free(sku);
    return catalogue
        .find(sku)
        .thenCombine(free, (product, units) -> product.map(found -> offer(found, units)));
  }

  /** Every product with its free units, in the order of creation. */
  public CompletionStage<List<Offer>> offers() {
    return catalogue.all().thenCompose(this::offers);
  }

  private CompletionStage<List<Offer>> offers(List<Product> products) {
    List<CompletableFuture<Offer>> offers =
        products.stream()
            .map(product ->
                guard
                    .free(product.sku())
                    .thenApply(free -> offer(product, free))
                    .toCompletableFuture())
            .toList();
    return CompletableFuture.allOf(offers.toArray(CompletableFuture[]::new))
        .thenApply(done -> offers.stream().map(CompletableFuture::join).toList());
  }

  private Offer offer(Product product, int free) {
    return new Offer(product, free, product.stateAt(clock.instant()));
  }

  /** The order of this id. */
  public CompletionStage<OrderAnswer> order(OrderId id) {
    return records.order(id);
  }
}
