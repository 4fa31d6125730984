package flashsalelab.sale.stock;

import flashsalelab.sale.SaleTerms;
import flashsalelab.sale.StockGuard;
import flashsalelab.sale.redis.SaleRedis;
import java.time.Duration;

/** The guard that locks, with a lease that a test can wait for. */
public final class QuickLocks {
  private QuickLocks() {}

  /** The guard on this connection. */
  public static StockGuard on(SaleRedis redis, SaleTerms terms) {
    return new LockGuard(
        GuardContext.of(redis, terms), Duration.ofSeconds(10), Duration.ofMillis(400));
  }
}
