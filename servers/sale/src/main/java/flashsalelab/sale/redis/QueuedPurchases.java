package flashsalelab.sale.redis;

import flashsalelab.sale.BuyerId;
import flashsalelab.sale.IdempotencyKey;
import flashsalelab.sale.OrderId;
import flashsalelab.sale.Purchase;
import flashsalelab.sale.PurchaseRequest;
import flashsalelab.sale.Sku;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.redisson.client.codec.StringCodec;

/**
 * The purchases that were accepted into a queue outside of Redis and are not decided: what is told
 * here was accepted for good, whether or not a broker has it. Each stands there with the moment
 * from which the wait for the broker's confirmation counts.
 *
 * <p>A stage that fails says nothing about whether the step was done; it may be asked again.
 */
public final class QueuedPurchases {
  private static final int WIDTH = 4;

  private final SaleRedis redis;

  /** The purchases in this Redis that {@link Acceptance} keeps in a set. */
  public QueuedPurchases(SaleRedis redis) {
    this.redis = redis;
  }

  /** How many are undecided. */
  public CompletionStage<Integer> undecided(Sku sku) {
    return redis.send(redisson ->
        redisson
            .<String>getScoredSortedSet(SaleKeys.queued(sku), StringCodec.INSTANCE)
            .sizeAsync());
  }

  /** Takes those off whose decision is on record. */
  public CompletionStage<Void> decided(Sku sku, List<OrderId> orders) {
    return redis
        .send(redisson ->
            redisson
                .<String>getScoredSortedSet(SaleKeys.queued(sku), StringCodec.INSTANCE)
                .removeAllAsync(orders.stream().map(OrderId::toString).toList()))
        .thenApply(removed -> null);
  }

  /** Notes that the broker has these: their wait for a confirmation begins so much later. */
  public CompletionStage<Void> confirmed(Sku sku, List<OrderId> orders, Duration later) {
    List<Object> arguments = new ArrayList<>(orders.size() + 1);
    arguments.add(Long.toString(later.toMillis()));
    orders.forEach(order -> arguments.add(order.toString()));
    return Script.QUEUED_CONFIRMED
        .run(redis, List.of(SaleKeys.queued(sku)), arguments.toArray())
        .thenApply(done -> null);
  }

  /**
   * Purchases that have waited for longer than the grace, the oldest first; their wait begins anew,
   * so that only one process gets each.
   */
  public CompletionStage<List<PurchaseRequest>> unconfirmed(Sku sku, Duration grace, int most) {
    return Script.QUEUED_UNCONFIRMED
        .run(
            redis,
            List.of(SaleKeys.queued(sku)),
            Long.toString(grace.toMillis()),
            Integer.toString(most))
        .thenCompose(orders ->
            orders.isEmpty()
                ? CompletableFuture.completedFuture(List.of())
                : ordered(orders.stream().map(OrderId::parse).toList()));
  }

  private CompletionStage<List<PurchaseRequest>> ordered(List<OrderId> orders) {
    List<Object> keys = new ArrayList<>(orders.size());
    orders.forEach(order -> keys.add(SaleKeys.order(order)));
    return Script.QUEUED_ORDERS
        .run(redis, keys, orders.stream().map(OrderId::toString).toArray())
        .thenApply(QueuedPurchases::requests);
  }

  private static List<PurchaseRequest> requests(List<String> reply) {
    List<PurchaseRequest> requests = new ArrayList<>(reply.size() / WIDTH);
    for (int i = 0; i < reply.size(); i += WIDTH) {
      OrderId order = OrderId.parse(reply.get(i));
      requests.add(
          new PurchaseRequest(
              new Purchase(
                  order.sku(),
                  new BuyerId(reply.get(i + 1)),
                  new IdempotencyKey(reply.get(i + 2)),
                  Integer.parseInt(reply.get(i + 3))),
              order));
    }
    return requests;
  }
}
