package flashsalelab.sale.queue;

import flashsalelab.sale.PurchaseAnswer;
import flashsalelab.sale.PurchaseOutcome;
import flashsalelab.sale.PurchaseRequest;
import flashsalelab.sale.Stages;
import flashsalelab.sale.StockGuard;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;

/**
 * Decides accepted purchases with a stock guard. An answer that is unknown or unavailable is no
 * decision. Deciding one again that is decided already tells its decision and changes nothing.
 */
public final class DecidingWorker implements PurchaseDecider {
  private final StockGuard guard;
  private final LongAdder decided = new LongAdder();

  /** A worker with this guard. */
  public DecidingWorker(StockGuard guard) {
    this.guard = guard;
  }

  @Override
  public CompletionStage<List<Boolean>> decide(
      List<PurchaseRequest> requests, BooleanSupplier turn) {
    return Stages.each(
        guard.decideInOrder(requests, turn), answer -> answer.thenApply(this::isDecision));
  }

  private boolean isDecision(PurchaseAnswer answer) {
    boolean decision = isOver(answer);
    if (decision) {
      decided.increment();
    }
    return decision;
  }

  /** A product or a claim that is gone, with a store that lost it, does not come back. */
  private static boolean isOver(PurchaseAnswer answer) {
    return switch (answer) {
      case PurchaseAnswer.Decided(var outcome, boolean replayed) ->
          !(outcome instanceof PurchaseOutcome.Unknown)
              && !(outcome instanceof PurchaseOutcome.Queued);
      case PurchaseAnswer.NoSuchProduct(var sku) -> true;
      case PurchaseAnswer.KeyReused() -> true;
      case PurchaseAnswer.QueueFull(), PurchaseAnswer.Unavailable() -> false;
    };
  }

  /** How many purchases this worker has decided, or found decided. */
  public long decided() {
    return decided.sum();
  }
}
