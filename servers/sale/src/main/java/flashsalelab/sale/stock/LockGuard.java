package flashsalelab.sale.stock;

import flashsalelab.sale.Hold;
import flashsalelab.sale.HoldRequest;
import flashsalelab.sale.HoldResult;
import flashsalelab.sale.Sku;
import flashsalelab.sale.redis.SaleKeys;
import flashsalelab.sale.redis.SaleRedis;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.redisson.api.RLock;
import org.redisson.api.RedissonClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Redisson's {@code RLock} around read, check and write: one purchase of a product at a time. It
 * looks before it locks, so that a product that is sold out is only read.
 *
 * <p>Guarantees: no oversell, under any concurrency, also when a lease ends while its holder still
 * writes. The write is the fence: Redis does it only if the stock still is what the holder has
 * read, and it is sent once. A holder that was overtaken has written nothing and reads again. (For
 * a counter the value itself is enough; that it may have changed and come back does no harm.) A
 * missing stock key fails closed, also when units are given back.
 *
 * <p>Each request is a holder of its own. No thread waits: the wait is a subscription to the lock's
 * channel, {@link #LONGEST_WAIT} at most, and then the stage fails with nothing held, so the
 * purchase is unknown. There is no queue: who waits longest need not be next.
 *
 * <p>A crash of the holder, or a lost reply to it, keeps the lock from everybody else until the
 * {@link #LEASE} ends. Meanwhile purchases fail after their wait. If the write was done, it leaves
 * units that are neither free nor ordered (undersell), until the order, which is still pending, is
 * reconciled. The stock knows no owners and no ceiling: whoever gives units back twice creates
 * stock. What Redis loses in a failover (acknowledged writes) can be sold again.
 */
final class LockGuard extends SteppedGuard {
  /** The longest wait for the lock. */
  static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

  /**
   * How long a holder that is gone keeps the lock: longer than a read that is sent twice and a
   * write, as the connection to Redis is set by default.
   */
  static final Duration LEASE = Duration.ofSeconds(5);

  /** How often a holder that is overtaken reads again; no key to write to looks the same. */
  private static final int TRIES = 8;

  private static final Logger LOG = LoggerFactory.getLogger(LockGuard.class);

  private final SaleRedis redis;
  private final StockCounter stock;
  private final Duration wait;
  private final Duration lease;
  private final AtomicLong holders = new AtomicLong();

  LockGuard(GuardContext context) {
    this(context, LONGEST_WAIT, LEASE);
  }

  LockGuard(GuardContext context, Duration wait, Duration lease) {
    super(context.records(), context.transitions());
    this.redis = context.redis();
    this.stock = new StockCounter(redis);
    this.wait = wait;
    this.lease = lease;
  }

  @Override
  public CompletionStage<HoldResult> hold(HoldRequest request) {
    return stock
        .read(request.sku())
        .thenCompose(free ->
            free < request.quantity()
                ? soldOut()
                : underLock(request.sku(), () -> take(request, TRIES)));
  }

  private CompletionStage<HoldResult> take(HoldRequest request, int tries) {
    Sku sku = request.sku();
    return stock
        .read(sku)
        .thenCompose(free ->
            free < request.quantity()
                ? soldOut()
                : stock
                    .replace(sku, free, free - request.quantity())
                    .thenCompose(written ->
                        written
                            ? CompletableFuture.completedFuture(HoldResult.Held.WITHOUT_RECEIPT)
                            : again(sku, tries, () -> take(request, tries - 1))));
  }

  private static CompletionStage<HoldResult> soldOut() {
    return CompletableFuture.completedFuture(new HoldResult.SoldOut());
  }

  @Override
  public CompletionStage<Void> giveBack(Hold held) {
    return underLock(held.sku(), () -> add(held, TRIES));
  }

  private CompletionStage<Void> add(Hold held, int tries) {
    Sku sku = held.sku();
    return stock
        .read(sku)
        .thenCompose(free ->
            stock
                .replace(sku, free, free + held.quantity())
                .thenCompose(written ->
                    written
                        ? CompletableFuture.completedFuture(null)
                        : again(sku, tries, () -> add(held, tries - 1))));
  }

  private static <T> CompletionStage<T> again(
      Sku sku, int tries, Supplier<CompletionStage<T>> step) {
    return tries > 1
        ? step.get()
        : CompletableFuture.failedFuture(StockLockException.overtaken(sku));
  }

  private <T> CompletionStage<T> underLock(Sku sku, Supplier<CompletionStage<T>> step) {
    long holder = holders.incrementAndGet();
    return redis
        .send(redisson ->
            lock(redisson, sku)
                .tryLockAsync(wait.toMillis(), lease.toMillis(), TimeUnit.MILLISECONDS, holder))
        .thenCompose(locked ->
            locked
                ? step.get().whenComplete((done, failure) -> unlock(sku, holder))
                : CompletableFuture.failedFuture(StockLockException.waited(sku, wait)));
  }

  private void unlock(Sku sku, long holder) {
    redis
        .send(redisson -> lock(redisson, sku).unlockAsync(holder))
        .whenComplete((done, failure) -> {
          if (failure != null) {
            LOG.debug(
                "the stock lock of {} stays until its lease ends: {}", sku, failure.toString());
          }
        });
  }

  private static RLock lock(RedissonClient redisson, Sku sku) {
    return redisson.getLock(SaleKeys.lock(sku));
  }
}
