package flashsalelab.sale.stock;

import flashsalelab.sale.Hold;
import flashsalelab.sale.HoldRequest;
import flashsalelab.sale.HoldResult;
import flashsalelab.sale.Sku;
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
 * nor ordered (undersell), until the order, which is still pending, is reconciled; between the end
 * of a reservation and the return of its units, until what is owed is reconciled. The semaphore
 * knows no owners and no ceiling: whoever gives units back twice creates stock. What Redis loses in
 * a failover (acknowledged subtractions) can be sold again.
 */
final class SemaphoreGuard extends SteppedGuard {
  private final SaleRedis redis;

  SemaphoreGuard(GuardContext context) {
    super(context.records(), context.transitions());
    this.redis = context.redis();
  }

  @Override
  public CompletionStage<HoldResult> hold(HoldRequest request) {
    return redis
        .send(redisson -> permits(redisson, request.sku()).tryAcquireAsync(request.quantity()))
        .thenApply(HoldResult::heldIf);
  }

  @Override
  public CompletionStage<Void> giveBack(Hold held) {
    return redis.send(redisson -> permits(redisson, held.sku()).releaseAsync(held.quantity()));
  }

  private static RSemaphore permits(RedissonClient redisson, Sku sku) {
    return redisson.getSemaphore(SaleKeys.stock(sku));
  }
}
