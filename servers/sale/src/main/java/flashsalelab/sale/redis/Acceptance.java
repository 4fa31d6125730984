package flashsalelab.sale.redis;

import flashsalelab.sale.Lookup;
import flashsalelab.sale.OrderId;
import flashsalelab.sale.Purchase;
import flashsalelab.sale.PurchaseAnswer;
import flashsalelab.sale.PurchaseOutcome;
import flashsalelab.sale.PurchaseRequest;
import flashsalelab.sale.SaleTerms;
import flashsalelab.sale.Sku;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts purchases for a later decision: the claim of the key, the order, its ledger entry and its
 * place in the queue are one step. Sent again for the same order it works once and answers the
 * same. What arrives while calls are under way is sent together with the next one; what finds none
 * under way is sent at once.
 */
public final class Acceptance {
  /** What keeps the purchases of a product that are accepted and not decided. */
  public enum Keeper {
    /** A stream of Redis, which is the queue itself. */
    STREAM,
    /** A set of Redis, beside a queue elsewhere that must be told; see {@link QueuedPurchases}. */
    SET
  }

  /**
   * What came of it.
   *
   * @param answer {@link PurchaseOutcome.Queued}, not replayed, if it was accepted by this request
   * @param decider whether somebody decides the product's stream at this moment, and so will find
   *     what was accepted
   */
  public record Accepted(PurchaseAnswer answer, boolean decider) {
    /** Whether this request was accepted, and no other with its key before. */
    public boolean isNew() {
      return answer instanceof PurchaseAnswer.Decided(var outcome, boolean replayed)
          && outcome instanceof PurchaseOutcome.Queued
          && !replayed;
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(Acceptance.class);
  private static final int LARGEST_BATCH = 256;
  private static final int CALLS = 2;
  private static final int WIDTH = 5;

  private final SaleRedis redis;
  private final String claimMillis;
  private final String limit;
  private final String keeper;
  private final ConcurrentHashMap<Sku, MicroBatches<PurchaseRequest, Accepted>> products =
      new ConcurrentHashMap<>();

  /**
   * @param limit how many purchases of a product may be undecided; more are refused
   */
  public Acceptance(SaleRedis redis, SaleTerms terms, int limit, Keeper keeper) {
    this.redis = redis;
    this.claimMillis = Long.toString(terms.idempotency().toMillis());
    this.limit = Integer.toString(limit);
    this.keeper = keeper.name().toLowerCase(Locale.ROOT);
  }

  /**
   * Accepts a purchase, or tells how it stands or why it is refused. Never fails: without a reply
   * it is unknown whether it was accepted; if the step was surely not sent it is unavailable.
   */
  public CompletionStage<Accepted> accept(PurchaseRequest request) {
    Sku sku = request.purchase().sku();
    return Lookup.getOrCreate(
            products,
            sku,
            of -> new MicroBatches<>(LARGEST_BATCH, CALLS, requests -> send(of, requests)))
        .submit(request)
        .thenApply(accepted -> {
          if (accepted.answer() instanceof PurchaseAnswer.NoSuchProduct) {
            products.remove(sku);
          }
          return accepted;
        });
  }

  private CompletionStage<List<Accepted>> send(Sku sku, List<PurchaseRequest> requests) {
    return Script.ENQUEUE
        .run(redis, keys(sku, requests), arguments(requests))
        .handle((reply, failure) ->
            failure == null ? accepted(requests, reply) : unanswered(requests, failure));
  }

  private static List<Object> keys(Sku sku, List<PurchaseRequest> requests) {
    List<Object> keys = new ArrayList<>(5 + 2 * requests.size());
    keys.add(SaleKeys.product(sku));
    keys.add(SaleKeys.queue(sku));
    keys.add(SaleKeys.queued(sku));
    keys.add(SaleKeys.deciding(sku));
    keys.add(SaleKeys.ledger(sku));
    for (PurchaseRequest request : requests) {
      keys.add(SaleKeys.claim(request.purchase()));
      keys.add(SaleKeys.order(request.order()));
    }
    return keys;
  }

  private Object[] arguments(List<PurchaseRequest> requests) {
    List<Object> arguments = new ArrayList<>(3 + WIDTH * requests.size());
    arguments.add(claimMillis);
    arguments.add(limit);
    arguments.add(keeper);
    for (PurchaseRequest request : requests) {
      arguments.addAll(fields(request.order(), request.purchase()));
    }
    return arguments.toArray();
  }

  private static List<String> fields(OrderId order, Purchase purchase) {
    return List.of(
        order.toString(),
        purchase.fingerprint(),
        purchase.buyer().value(),
        Integer.toString(purchase.quantity()),
        purchase.key().value());
  }

  private static List<Accepted> accepted(List<PurchaseRequest> requests, List<String> reply) {
    boolean decider = !reply.getFirst().isEmpty();
    List<Accepted> accepted = new ArrayList<>(requests.size());
    for (int i = 0; i < requests.size(); i++) {
      List<String> own = reply.subList(1 + i * WIDTH, 1 + (i + 1) * WIDTH);
      accepted.add(new Accepted(Replies.answer(requests.get(i).purchase(), own), decider));
    }
    return accepted;
  }

  private static List<Accepted> unanswered(List<PurchaseRequest> requests, Throwable failure) {
    LOG.debug("{} purchases are perhaps accepted: {}", requests.size(), failure.toString());
    return requests.stream()
        .map(request -> new Accepted(Replies.withoutReply(request, failure), false))
        .toList();
  }
}
