package flashsalelab.sale.stock;

import flashsalelab.sale.Hold;
import flashsalelab.sale.HoldRequest;
import flashsalelab.sale.HoldResult;
import flashsalelab.sale.Sku;
import flashsalelab.sale.redis.SaleKeys;
import flashsalelab.sale.redis.SaleRedis;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Redisson's {@code RAtomicLong}: subtracts first, and adds the same again if that went below zero.
 * It looks before it subtracts, so that a product that is sold out is only read.
 *
 * <p>Guarantees: no oversell, under any concurrency. The units are held only if the counter is not
 * below zero after the subtraction; a subtraction on its way can make it lower than the truth,
 * never higher. The client library sends neither subtraction nor addition again.
 *
 * <p>Near zero it may refuse too much: between a refused subtraction and its addition the counter
 * lacks units that are free, so another buyer can be told sold out, and see fewer units free. They
 * are on sale again a round trip later.
 *
 * <p>A missing stock key fails closed: it reads as zero and is not written. One that vanishes after
 * it was read is left at zero. Units given back to a missing key are on sale.
 *
 * <p>A crash, or a lost reply, leaves units that are neither free nor ordered (undersell), until
 * the order, which is still pending, is reconciled: between the hold and the record, as with every
 * guard of this kind, and here also between the refused subtraction and its addition. While the
 * counter stays below zero, units that are given back first fill that gap. A process that stands
 * still for longer than the reconciliation waits, just between those two, adds once more what the
 * reconciliation has added. The counter knows no owners and no ceiling: whoever gives units back
 * twice creates stock. What Redis loses in a failover (acknowledged subtractions) can be sold
 * again.
 */
final class AtomicLongGuard extends SteppedGuard {
  private final SaleRedis redis;

  AtomicLongGuard(GuardContext context) {
    super(context.records(), context.transitions());
    this.redis = context.redis();
  }

  @Override
  public CompletionStage<HoldResult> hold(HoldRequest request) {
    return redis
        .send(redisson -> redisson.getAtomicLong(SaleKeys.stock(request.sku())).getAsync())
        .thenCompose(free ->
            free < request.quantity()
                ? CompletableFuture.completedFuture(new HoldResult.SoldOut())
                : take(request));
  }

  private CompletionStage<HoldResult> take(HoldRequest request) {
    return add(request.sku(), -request.quantity())
        .thenCompose(left ->
            left >= 0
                ? CompletableFuture.completedFuture(HoldResult.Held.WITHOUT_RECEIPT)
                : add(request.sku(), request.quantity())
                    .thenApply(added -> new HoldResult.SoldOut()));
  }

  @Override
  public CompletionStage<Void> giveBack(Hold held) {
    return add(held.sku(), held.quantity()).thenApply(added -> null);
  }

  private CompletionStage<Long> add(Sku sku, long units) {
    return redis.send(
        redisson -> redisson.getAtomicLong(SaleKeys.stock(sku)).addAndGetAsync(units));
  }
}
