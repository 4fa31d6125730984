package flashsalelab.sale.stock;

import flashsalelab.sale.HoldRequest;
import flashsalelab.sale.HoldResult;
import flashsalelab.sale.Product;
import flashsalelab.sale.Sku;
import flashsalelab.sale.StockGuard;
import flashsalelab.sale.redis.ProductSupply;
import flashsalelab.sale.redis.SaleKeys;
import flashsalelab.sale.redis.SaleRedis;
import java.util.concurrent.CompletionStage;
import org.redisson.api.RSemaphore;
import org.redisson.api.RedissonClient;

/**
 * Redisson's {@code RSemaphore}: a permit is a unit.
 *
 * <p>Guarantees: no oversell, under any concurrency. A permit is taken by one script (read,
 * compare, subtract), which the client library never sends again; a missing stock key fails closed.
 *
 * <p>A crash, or a lost reply, between the hold and the record leaves units that are neither free
 * nor ordered (undersell), until the order, which is still pending, is reconciled. The semaphore
 * knows no owners and no ceiling: whoever gives units back twice creates stock. What Redis loses in
 * a failover (acknowledged subtractions) can be sold again.
 */
final class SemaphoreGuard implements StockGuard {
  private final SaleRedis redis;
  private final ProductSupply supply;

  SemaphoreGuard(SaleRedis redis) {
    this.redis = redis;
    this.supply = new ProductSupply(redis);
  }

  @Override
  public CompletionStage<Boolean> supply(Product product) {
    return supply.create(product);
  }

  @Override
  public CompletionStage<HoldResult> hold(HoldRequest request) {
    return redis
        .send(redisson -> permits(redisson, request.sku()).tryAcquireAsync(request.quantity()))
        .thenApply(acquired -> acquired ? HoldResult.HELD : HoldResult.SOLD_OUT);
  }

  @Override
  public CompletionStage<Void> giveBack(HoldRequest held) {
    return redis.send(redisson -> permits(redisson, held.sku()).releaseAsync(held.quantity()));
  }

  @Override
  public CompletionStage<Integer> free(Sku sku) {
    return redis.send(redisson -> permits(redisson, sku).availablePermitsAsync());
  }

  private static RSemaphore permits(RedissonClient redisson, Sku sku) {
    return redisson.getSemaphore(SaleKeys.stock(sku));
  }
}
