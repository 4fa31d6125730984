package flashsalelab.sale.stock;

import flashsalelab.sale.SaleTerms;
import flashsalelab.sale.StockGuard;
import flashsalelab.sale.redis.SaleRedis;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The stock guards by name. A new one is its class and a line here. */
public final class StockGuards {
  /** The guard that is used unless another is named. */
  public static final String DEFAULT = "semaphore";

  private static final Map<String, Function<GuardContext, StockGuard>> GUARDS =
      new LinkedHashMap<>();

  static {
    GUARDS.put(DEFAULT, SemaphoreGuard::new);
    GUARDS.put("permit-semaphore", PermitGuard::new);
    GUARDS.put("lock", LockGuard::new);
    GUARDS.put("atomic-long", AtomicLongGuard::new);
    GUARDS.put("lua", LuaGuard::new);
    GUARDS.put("lua-batched", BatchedLuaGuard::new);
    GUARDS.put("unguarded", UnguardedGuard::new);
  }

  private StockGuards() {}

  /** Every name there is. */
  public static List<String> names() {
    return List.copyOf(GUARDS.keySet());
  }

  /**
   * The guard of this name.
   *
   * @throws IllegalArgumentException names the guards there are
   */
  public static StockGuard named(String name, SaleRedis redis, SaleTerms terms) {
    Function<GuardContext, StockGuard> guard = GUARDS.get(name);
    if (guard == null) {
      throw new IllegalArgumentException(
          "there is no stock guard \"%s\"; there are %s"
              .formatted(name, String.join(", ", names())));
    }
    return guard.apply(GuardContext.of(redis, terms));
  }
}
