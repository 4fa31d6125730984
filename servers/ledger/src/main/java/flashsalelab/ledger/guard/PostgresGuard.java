package flashsalelab.ledger.guard;

import flashsalelab.ledger.database.LedgerDatabase;
import flashsalelab.ledger.database.LedgerFailures;
import flashsalelab.sale.OrderChange;
import flashsalelab.sale.OrderId;
import flashsalelab.sale.OrderState;
import flashsalelab.sale.Purchase;
import flashsalelab.sale.PurchaseAnswer;
import flashsalelab.sale.PurchaseOutcome;
import flashsalelab.sale.PurchaseRequest;
import flashsalelab.sale.SaleTerms;
import flashsalelab.sale.StockGuard;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A guard in PostgreSQL: key, window, limit, stock, order, history and the payment to be made in
 * one transaction. How units are taken is its {@link Stock}'s.
 *
 * <p>Guarantees: no oversell, and no undersell after a crash, of the process or of the database:
 * what is not committed has never been. Only if the commit's reply is lost is a purchase unknown,
 * and the same key tells how it was decided. What waits too long, for a connection or for a row, is
 * unavailable, with nothing held.
 *
 * <p>With {@code synchronous_commit} off a crash of the database, though not of the process, loses
 * the last fraction of a second of what was acknowledged, as a whole: the unit is free again and
 * the order is gone.
 */
public final class PostgresGuard implements StockGuard {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresGuard.class);

  private final LedgerDatabase database;
  private final PurchaseTransaction purchases;
  private final TransitionTransaction transitions;

  /**
   * @param stock how units are kept
   */
  PostgresGuard(LedgerDatabase database, SaleTerms terms, Stock stock) {
    this.database = database;
    this.purchases = new PurchaseTransaction(stock, terms);
    this.transitions = new TransitionTransaction(stock);
  }

  @Override
  public CompletionStage<PurchaseAnswer> decide(Purchase purchase, OrderId order) {
    PurchaseRequest request = new PurchaseRequest(purchase, order);
    return database
        .ask(connection -> purchases.decide(connection, request))
        .exceptionally(failure -> withoutAnswer(order, failure));
  }

  private static PurchaseAnswer withoutAnswer(OrderId order, Throwable failure) {
    if (LedgerFailures.isAway(failure)) {
      LOG.debug("order {} is not decided: {}", order, failure.toString());
    } else {
      LOG.error("order {} is not decided", order, failure);
    }
    return LedgerFailures.isNeverDone(failure)
        ? new PurchaseAnswer.Unavailable()
        : new PurchaseAnswer.Decided(new PurchaseOutcome.Unknown(order), false);
  }

  /** One after the other; none is begun while it is not known what became of the one before it. */
  @Override
  public List<CompletionStage<PurchaseAnswer>> decideInOrder(
      List<PurchaseRequest> requests, BooleanSupplier turn) {
    List<CompletionStage<PurchaseAnswer>> answers = new ArrayList<>(requests.size());
    CompletionStage<Boolean> known = CompletableFuture.completedStage(true);
    for (PurchaseRequest request : requests) {
      CompletionStage<PurchaseAnswer> answer =
          known.thenCompose(soFar ->
              soFar && turn.getAsBoolean()
                  ? decide(request.purchase(), request.order())
                  : CompletableFuture.completedStage(new PurchaseAnswer.Unavailable()));
      answers.add(answer);
      known = answer.thenApply(PostgresGuard::isKnown);
    }
    return answers;
  }

  private static boolean isKnown(PurchaseAnswer answer) {
    return !(answer instanceof PurchaseAnswer.Unavailable)
        && !(answer instanceof PurchaseAnswer.Decided(PurchaseOutcome outcome, boolean replayed)
            && outcome instanceof PurchaseOutcome.Unknown);
  }

  @Override
  public CompletionStage<OrderChange> release(OrderId order, OrderState to) {
    return database.ask(connection -> transitions.change(connection, order, to));
  }
}
