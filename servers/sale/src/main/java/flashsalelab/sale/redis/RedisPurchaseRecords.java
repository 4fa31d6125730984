package flashsalelab.sale.redis;

import flashsalelab.sale.Admission;
import flashsalelab.sale.HoldResult;
import flashsalelab.sale.OrderId;
import flashsalelab.sale.Purchase;
import flashsalelab.sale.PurchaseOutcome;
import flashsalelab.sale.PurchaseRecords;
import flashsalelab.sale.SaleTerms;
import flashsalelab.sale.Sku;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The records of purchases in Redis, each step one script. */
public final class RedisPurchaseRecords implements PurchaseRecords {
  private final SaleRedis redis;
  private final String claimMillis;
  private final String holdMillis;
  private final String paymentQueue;

  /** Records in this Redis. */
  public RedisPurchaseRecords(SaleRedis redis, SaleTerms terms) {
    this.redis = redis;
    this.claimMillis = Long.toString(terms.idempotency().toMillis());
    this.holdMillis = Long.toString(terms.hold().toMillis());
    this.paymentQueue = terms.paymentQueue();
  }

  @Override
  public CompletionStage<Admission> admit(Purchase purchase, OrderId order) {
    Sku sku = purchase.sku();
    return Script.ADMIT
        .run(
            redis,
            List.of(
                SaleKeys.product(sku),
                SaleKeys.claim(purchase),
                SaleKeys.buyers(sku),
                SaleKeys.pending(sku),
                SaleKeys.order(order),
                SaleKeys.ledger(sku)),
            order.toString(),
            purchase.fingerprint(),
            purchase.buyer().value(),
            Integer.toString(purchase.quantity()),
            claimMillis,
            purchase.key().value())
        .thenApply(reply ->
            reply.getFirst().equals("admitted")
                ? new Admission.Admitted()
                : new Admission.Answered(Replies.answer(purchase, reply)));
  }

  @Override
  public CompletionStage<Optional<PurchaseOutcome>> settle(
      Purchase purchase, OrderId order, HoldResult result) {
    Sku sku = purchase.sku();
    return Script.SETTLE
        .run(
            redis,
            List.of(
                SaleKeys.order(order),
                SaleKeys.claim(purchase),
                SaleKeys.pending(sku),
                SaleKeys.buyers(sku),
                SaleKeys.totals(sku),
                SaleKeys.holds(sku),
                SaleKeys.ledger(sku),
                SaleKeys.payments(sku),
                SaleKeys.product(sku),
                SaleKeys.permits(sku),
                SaleKeys.reserved(sku)),
            order.toString(),
            result instanceof HoldResult.Held ? "held" : "sold_out",
            purchase.buyer().value(),
            Integer.toString(purchase.quantity()),
            purchase.key().value(),
            holdMillis,
            result instanceof HoldResult.Held(String receipt) ? receipt : "",
            claimMillis,
            paymentQueue)
        .thenApply(reply ->
            reply.isEmpty()
                ? Optional.empty()
                : Optional.of(Replies.outcome(order, reply.get(0), reply.get(1), reply.get(2))));
  }

  @Override
  public CompletionStage<Boolean> withdraw(Purchase purchase, OrderId order, Duration age) {
    return Script.WITHDRAW
        .run(
            redis,
            List.of(
                SaleKeys.claim(purchase),
                SaleKeys.pending(purchase.sku()),
                SaleKeys.buyers(purchase.sku())),
            order.toString(),
            purchase.fingerprint(),
            purchase.buyer().value(),
            Integer.toString(purchase.quantity()),
            claimMillis,
            Long.toString(age.toMillis()))
        .thenApply(reply -> reply.getFirst().equals("withdrawn"));
  }
}
