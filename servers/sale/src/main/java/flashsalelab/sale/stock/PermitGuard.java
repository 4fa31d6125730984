package flashsalelab.sale.stock;

import flashsalelab.sale.Hold;
import flashsalelab.sale.HoldRequest;
import flashsalelab.sale.HoldResult;
import flashsalelab.sale.Sku;
import flashsalelab.sale.Stages;
import flashsalelab.sale.redis.SaleKeys;
import flashsalelab.sale.redis.SaleRedis;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.redisson.api.RPermitExpirableSemaphore;
import org.redisson.api.RedissonClient;

/**
 * Redisson's {@code RPermitExpirableSemaphore}: a permit is a unit, has an id, and is leased. The
 * order keeps the ids of its permits; when it is paid its permits are used up.
 *
 * <p>Guarantees: no oversell, under any concurrency, and no stock from units given back twice: a
 * permit is given back by its id, once. A missing stock key fails closed.
 *
 * <p>The lease is the hold and {@link #MARGIN} more, because Redisson measures it with the clocks
 * of the instances, one of which takes expired permits back for all. As long as those clocks are
 * not further apart than the margin, and overdue orders are swept within it, a permit outlives its
 * order. Beyond that, units can be sold again while an order that nobody has expired yet still
 * holds them on record; such an order cannot be paid any more.
 *
 * <p>A crash, or a lost reply, between the hold and the record leaves units that are neither free
 * nor ordered (undersell) until the pending order is reconciled, and at the latest until the lease
 * ends. What Redis loses in a failover can be sold again.
 */
final class PermitGuard extends SteppedGuard {
  /** How much longer a permit is leased than its order holds it. */
  static final Duration MARGIN = Duration.ofMinutes(2);

  private static final String SEPARATOR = ",";

  private final SaleRedis redis;
  private final long leaseMillis;

  PermitGuard(GuardContext context) {
    super(context.records(), context.transitions());
    this.redis = context.redis();
    this.leaseMillis = context.terms().hold().plus(MARGIN).toMillis();
  }

  @Override
  public CompletionStage<HoldResult> hold(HoldRequest request) {
    return redis
        .send(redisson ->
            permits(redisson, request.sku())
                .tryAcquireAsync(request.quantity(), 0, leaseMillis, TimeUnit.MILLISECONDS))
        .thenApply(ids ->
            ids == null || ids.isEmpty()
                ? new HoldResult.SoldOut()
                : new HoldResult.Held(String.join(SEPARATOR, ids)));
  }

  /**
   * Each permit by itself: one that has expired is on sale already and must not keep the others.
   */
  @Override
  public CompletionStage<Void> giveBack(Hold held) {
    return Stages.each(
            List.of(held.receipt().split(SEPARATOR, -1)), permit -> giveBack(held.sku(), permit))
        .thenApply(given -> null);
  }

  private CompletionStage<Boolean> giveBack(Sku sku, String permit) {
    return redis.send(redisson -> permits(redisson, sku).tryReleaseAsync(permit));
  }

  private static RPermitExpirableSemaphore permits(RedissonClient redisson, Sku sku) {
    return redisson.getPermitExpirableSemaphore(SaleKeys.stock(sku));
  }
}
