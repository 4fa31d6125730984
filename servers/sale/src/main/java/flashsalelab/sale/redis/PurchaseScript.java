package flashsalelab.sale.redis;

import flashsalelab.sale.Purchase;
import flashsalelab.sale.PurchaseAnswer;
import flashsalelab.sale.PurchaseRequest;
import flashsalelab.sale.SaleTerms;
import flashsalelab.sale.Sku;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The script that decides purchases of one product in one step. */
public final class PurchaseScript {
  private static final Logger LOG = LoggerFactory.getLogger(PurchaseScript.class);
  private static final int WIDTH = 5;

  private final SaleRedis redis;
  private final String claimMillis;
  private final String holdMillis;
  private final String paymentQueue;

  /** The script in this Redis. */
  public PurchaseScript(SaleRedis redis, SaleTerms terms) {
    this.redis = redis;
    this.claimMillis = Long.toString(terms.idempotency().toMillis());
    this.holdMillis = Long.toString(terms.hold().toMillis());
    this.paymentQueue = terms.paymentQueue();
  }

  /**
   * Decides purchases, one after the other, in this order.
   *
   * @return the answers in the same order; never fails: without a reply each is unknown, or
   *     unavailable if the script was surely not sent
   */
  public CompletionStage<List<PurchaseAnswer>> decide(Sku sku, List<PurchaseRequest> requests) {
    return Script.PURCHASE
        .run(redis, keys(sku, requests), arguments(requests))
        .handle((reply, failure) ->
            failure == null ? answers(requests, reply) : undecided(requests, failure));
  }

  /** The same, with a stage for each, in the same order; unavailable if it is not one's turn. */
  public List<CompletionStage<PurchaseAnswer>> decideInOrder(
      List<PurchaseRequest> requests, BooleanSupplier turn) {
    if (requests.isEmpty() || !turn.getAsBoolean()) {
      return Collections.nCopies(
          requests.size(), CompletableFuture.completedStage(new PurchaseAnswer.Unavailable()));
    }
    CompletionStage<List<PurchaseAnswer>> answers =
        decide(requests.getFirst().purchase().sku(), requests);
    return IntStream.range(0, requests.size())
        .mapToObj(place -> answers.thenApply(all -> all.get(place)))
        .toList();
  }

  private static List<Object> keys(Sku sku, List<PurchaseRequest> requests) {
    List<Object> keys = new ArrayList<>(8 + 2 * requests.size());
    keys.add(SaleKeys.product(sku));
    keys.add(SaleKeys.stock(sku));
    keys.add(SaleKeys.buyers(sku));
    keys.add(SaleKeys.totals(sku));
    keys.add(SaleKeys.holds(sku));
    keys.add(SaleKeys.ledger(sku));
    keys.add(SaleKeys.payments(sku));
    keys.add(SaleKeys.reserved(sku));
    for (PurchaseRequest request : requests) {
      keys.add(SaleKeys.claim(request.purchase()));
      keys.add(SaleKeys.order(request.order()));
    }
    return keys;
  }

  private Object[] arguments(List<PurchaseRequest> requests) {
    List<Object> arguments = new ArrayList<>(3 + WIDTH * requests.size());
    arguments.add(claimMillis);
    arguments.add(holdMillis);
    arguments.add(paymentQueue);
    for (PurchaseRequest request : requests) {
      Purchase purchase = request.purchase();
      arguments.add(request.order().toString());
      arguments.add(purchase.fingerprint());
      arguments.add(purchase.buyer().value());
      arguments.add(Integer.toString(purchase.quantity()));
      arguments.add(purchase.key().value());
    }
    return arguments.toArray();
  }

  private static List<PurchaseAnswer> answers(List<PurchaseRequest> requests, List<String> reply) {
    List<PurchaseAnswer> answers = new ArrayList<>(requests.size());
    for (int i = 0; i < requests.size(); i++) {
      List<String> own = reply.subList(i * WIDTH, (i + 1) * WIDTH);
      answers.add(Replies.answer(requests.get(i).purchase(), own));
    }
    return answers;
  }

  private static List<PurchaseAnswer> undecided(List<PurchaseRequest> requests, Throwable failure) {
    LOG.debug("{} purchases have no reply: {}", requests.size(), failure.toString());
    return requests.stream().map(request -> Replies.withoutReply(request, failure)).toList();
  }
}
