package flashsalelab.sale.redis;

import flashsalelab.sale.BuyerId;
import flashsalelab.sale.IdempotencyKey;
import flashsalelab.sale.OrderId;
import flashsalelab.sale.Purchase;
import flashsalelab.sale.PurchaseRequest;
import flashsalelab.sale.Sku;
import flashsalelab.sale.Stages;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.redisson.client.codec.StringCodec;

/**
 * The purchases that were accepted into a queue outside of Redis and are not decided: what is told
 * here was accepted for good, whether or not that queue has it. A stage that fails says nothing
 * about whether the step was done; it may be asked again.
 */
public final class QueuedPurchases {
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

  /** Those that were accepted at least this long ago, the longest waiting first. */
  public CompletionStage<List<PurchaseRequest>> waiting(Sku sku, Duration age, int most) {
    return Script.QUEUED
        .run(
            redis,
            List.of(SaleKeys.queued(sku)),
            Long.toString(age.toMillis()),
            Integer.toString(most))
        .thenCompose(orders -> Stages.each(orders, order -> request(OrderId.parse(order))))
        .thenApply(requests -> requests.stream().flatMap(Optional::stream).toList());
  }

  private CompletionStage<Optional<PurchaseRequest>> request(OrderId order) {
    return redis
        .send(redisson ->
            redisson
                .<String, String>getMap(SaleKeys.order(order), StringCodec.INSTANCE)
                .readAllMapAsync())
        .thenApply(fields -> fields.isEmpty() ? Optional.empty() : Optional.of(of(order, fields)));
  }

  private static PurchaseRequest of(OrderId order, Map<String, String> fields) {
    return new PurchaseRequest(
        new Purchase(
            order.sku(),
            new BuyerId(fields.getOrDefault("buyer", "")),
            new IdempotencyKey(fields.getOrDefault("key", "")),
            Integer.parseInt(fields.getOrDefault("quantity", ""))),
        order);
  }

  /** Takes off those whose decision is on record. */
  public CompletionStage<Void> decided(Sku sku, Collection<OrderId> orders) {
    return redis
        .send(redisson ->
            redisson
                .<String>getScoredSortedSet(SaleKeys.queued(sku), StringCodec.INSTANCE)
                .removeAllAsync(orders.stream().map(OrderId::toString).toList()))
        .thenApply(removed -> null);
  }
}
