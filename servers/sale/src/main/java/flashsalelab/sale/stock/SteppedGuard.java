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
import flashsalelab.sale.PurchaseRequest;
import flashsalelab.sale.StockGuard;
import flashsalelab.sale.redis.Transitions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
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
            case Admission.Admitted() ->
                recorded(purchase, order, hold(new HoldRequest(order, purchase.quantity())));
          };
        })
        .thenCompose(answer -> answer);
  }

  /**
   * All are admitted at once, units are held for one after the other, and what is held is put on
   * record while the next one is held. Where it is not known what became of one, those behind it
   * are not decided: they stay admitted.
   */
  @Override
  public final List<CompletionStage<PurchaseAnswer>> decideInOrder(
      List<PurchaseRequest> requests, BooleanSupplier turn) {
    if (!turn.getAsBoolean()) {
      return Collections.nCopies(
          requests.size(), completedFuture(new PurchaseAnswer.Unavailable()));
    }
    List<CompletionStage<Admission>> admissions =
        requests.stream()
            .map(request -> records.admit(request.purchase(), request.order()))
            .toList();
    List<CompletionStage<PurchaseAnswer>> answers = new ArrayList<>(requests.size());
    CompletionStage<Boolean> known = completedFuture(true);
    for (int i = 0; i < requests.size(); i++) {
      PurchaseRequest request = requests.get(i);
      CompletionStage<Admission> admission = admissions.get(i);
      CompletableFuture<PurchaseAnswer> answer = new CompletableFuture<>();
      answers.add(answer);
      known =
          known.thenCompose(soFar ->
              soFar && turn.getAsBoolean()
                  ? next(request, admission, answer)
                  : notDecided(request.order(), answer));
    }
    return answers;
  }

  /** Whether it is known, then, what became of this one's units. */
  private CompletionStage<Boolean> next(
      PurchaseRequest request,
      CompletionStage<Admission> admission,
      CompletableFuture<PurchaseAnswer> answer) {
    return admission
        .handle((admitted, failure) -> {
          if (failure != null) {
            return notDecided(request.order(), answer);
          }
          return switch (admitted) {
            case Admission.Answered(PurchaseAnswer told) -> {
              answer.complete(told);
              yield completedFuture(true);
            }
            case Admission.Admitted() -> held(request, answer);
          };
        })
        .thenCompose(known -> known);
  }

  private CompletionStage<Boolean> held(
      PurchaseRequest request, CompletableFuture<PurchaseAnswer> answer) {
    Purchase purchase = request.purchase();
    CompletionStage<HoldResult> hold = hold(new HoldRequest(request.order(), purchase.quantity()));
    recorded(purchase, request.order(), hold).thenAccept(answer::complete);
    return hold.handle((held, failure) -> failure == null);
  }

  private static CompletionStage<Boolean> notDecided(
      OrderId order, CompletableFuture<PurchaseAnswer> answer) {
    LOG.debug("order {} is not decided this time", order);
    answer.complete(new PurchaseAnswer.Unavailable());
    return completedFuture(false);
  }

  private CompletionStage<PurchaseAnswer> recorded(
      Purchase purchase, OrderId order, CompletionStage<HoldResult> hold) {
    return hold.thenCompose(result -> records.settle(purchase, order, result))
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
