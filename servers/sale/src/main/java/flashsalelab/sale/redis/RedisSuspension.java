package flashsalelab.sale.redis;

import flashsalelab.sale.Sku;
import java.util.concurrent.CompletionStage;

/**
 * Takes products off sale until they are restored: a product that is not there fails closed. Its
 * orders stay, and can be read and brought to their end.
 */
public final class RedisSuspension {
  private final SaleRedis redis;

  /** Suspends products in this Redis. */
  public RedisSuspension(SaleRedis redis) {
    this.redis = redis;
  }

  /** Suspends a product; once more is no error. */
  public CompletionStage<Void> suspend(Sku sku) {
    return redis
        .send(redisson -> redisson.getKeys().deleteAsync(SaleKeys.product(sku)))
        .thenApply(deleted -> null);
  }
}
