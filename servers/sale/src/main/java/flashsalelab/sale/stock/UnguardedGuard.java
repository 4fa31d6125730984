package flashsalelab.sale.stock;

import flashsalelab.sale.HoldRequest;
import flashsalelab.sale.HoldResult;
import flashsalelab.sale.Product;
import flashsalelab.sale.Sku;
import flashsalelab.sale.StockGuard;
import flashsalelab.sale.redis.ProductSupply;
import flashsalelab.sale.redis.SaleKeys;
import flashsalelab.sale.redis.SaleRedis;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.redisson.api.RBucket;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;

/**
 * The control: reads the stock, checks it here, writes it back. Nothing keeps two purchases from
 * reading the same number, so under concurrency it must oversell, and an audit that does not see
 * that proves nothing.
 *
 * <p>Guarantees: nothing, not even that units which were given back stay back. A crash between the
 * write and the record leaves units that are neither free nor ordered.
 */
final class UnguardedGuard implements StockGuard {
  private final SaleRedis redis;
  private final ProductSupply supply;

  UnguardedGuard(SaleRedis redis) {
    this.redis = redis;
    this.supply = new ProductSupply(redis);
  }

  @Override
  public CompletionStage<Boolean> supply(Product product) {
    return supply.create(product);
  }

  @Override
  public CompletionStage<HoldResult> hold(HoldRequest request) {
    return free(request.sku())
        .thenCompose(free ->
            free < request.quantity()
                ? CompletableFuture.completedFuture(HoldResult.SOLD_OUT)
                : write(request.sku(), free - request.quantity())
                    .thenApply(written -> HoldResult.HELD));
  }

  @Override
  public CompletionStage<Void> giveBack(HoldRequest held) {
    return free(held.sku()).thenCompose(free -> write(held.sku(), free + held.quantity()));
  }

  @Override
  public CompletionStage<Integer> free(Sku sku) {
    return redis
        .send(redisson -> stock(redisson, sku).getAsync())
        .thenApply(units -> units == null ? 0 : Integer.parseInt(units));
  }

  private CompletionStage<Void> write(Sku sku, int free) {
    return redis.send(redisson -> stock(redisson, sku).setAsync(Integer.toString(free)));
  }

  private static RBucket<String> stock(RedissonClient redisson, Sku sku) {
    return redisson.getBucket(SaleKeys.stock(sku), StringCodec.INSTANCE);
  }
}
