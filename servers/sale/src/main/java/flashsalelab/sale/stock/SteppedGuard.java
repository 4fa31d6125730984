package flashsalelab.sale.stock;

import static java.util.concurrent.CompletableFuture.completedFuture;

import flashsalelab.sale.Admission;
import flashsalelab.sale.Hold;
import flashsalelab.sale.HoldRequest;
import flashsalelab.sale.HoldResult;
import flashsalelab.sale.OrderChange;
import flashsalelab.sale.OrderId;
import flashsalelab.sale.OrderState;
import flashsalelab.sale.Purchase;
import flashsalelab.sale.PurchaseAnswer;
import flashsalelab.sale.PurchaseOutcome;
import flashsalelab.sale.PurchaseRecords;
import flashsalelab.sale.StockGuard;
import flashsalelab.sale.redis.Transitions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A guard that keeps nothing but free units, so that a purchase takes three steps, a round trip
 * each at least: admit it (key, window, limit), hold the units, put the outcome on record. A
 * release takes three as well: end the reservation, give the units back, note that it was done.
 *
 * <p>Where a step fails decides what is true. Before the hold is asked for, nothing is held: the
 * answer is {@link PurchaseAnswer.Unavailable}. From then on units may be held, whatever the client
 * library reports, so a failure is {@link PurchaseOutcome.Unknown} and nothing is given back. What
 * a crash between two steps leaves behind stands in the list of pending purchases or of units owed,
 * until the reconciliation looks at it.
 */
public abstract class SteppedGuard implements StockGuard {
  private static final Logger LOG = LoggerFactory.getLogger(SteppedGuard.class);

  private final PurchaseRecords records;
  private final Transitions transitions;

  /** A guard whose purchases and releases are recorded here. */
  protected SteppedGuard(PurchaseRecords records, Transitions transitions) {
    this.records = records;
    this.transitions = transitions;
  }

  /**
   * Takes all the units asked for out of the free ones, or none. A stage that fails says nothing
   * about whether it was done: the units must be treated as possibly held.
   */
  public abstract CompletionStage<HoldResult> hold(HoldRequest request);

  /** Puts units back on sale. The caller makes sure that it does so once for an order. */
  public abstract CompletionStage<Void> giveBack(Hold held);

  @Override
  public final CompletionStage<PurchaseAnswer> decide(Purchase purchase, OrderId order) {
    return records
        .admit(purchase, order)
        .handle((admission, failure) -> {
          if (failure != null) {
            return unavailable(purchase, order, failure);
          }
          return switch (admission) {
            case Admission.Answered(PurchaseAnswer answer) -> completedFuture(answer);
            case Admission.Admitted() -> held(purchase, order);
          };
        })
        .thenCompose(answer -> answer);
  }

  private CompletionStage<PurchaseAnswer> held(Purchase purchase, OrderId order) {
    return hold(new HoldRequest(order, purchase.quantity()))
        .thenCompose(result -> records.settle(purchase, order, result))
        .handle((recorded, failure) -> {
          if (failure != null) {
            LOG.debug("order {} is unknown: {}", order, failure.toString());
            return new PurchaseOutcome.Unknown(order);
          }
          return recorded.orElse(new PurchaseOutcome.Unknown(order));
        })
        .thenApply(outcome -> new PurchaseAnswer.Decided(outcome, false));
  }

  private CompletableFuture<PurchaseAnswer> unavailable(
      Purchase purchase, OrderId order, Throwable failure) {
    LOG.debug("order {} was not admitted: {}", order, failure.toString());
    records
        .withdraw(purchase, order, Duration.ZERO)
        .whenComplete((done, lost) -> {
          if (lost != null) {
            LOG.debug("order {} was not withdrawn: {}", order, lost.toString());
          }
        });
    return completedFuture(new PurchaseAnswer.Unavailable());
  }

  @Override
  public final CompletionStage<OrderChange> release(OrderId order, OrderState to) {
    return transitions
        .releaseOwing(order, to)
        .thenCompose(release ->
            release
                .owed()
                .map(owed -> returned(owed).thenApply(done -> release.change()))
                .orElseGet(() -> completedFuture(release.change())));
  }

  /** The order is released whatever comes of this; units that are not given back stay owed. */
  private CompletionStage<Void> returned(Hold owed) {
    return giveBack(owed)
        .thenCompose(done -> transitions.discharge(owed.order()))
        .exceptionally(failure -> {
          LOG.debug(
              "{} units of order {} stay owed: {}",
              owed.quantity(),
              owed.order(),
              failure.toString());
          return null;
        });
  }
}
