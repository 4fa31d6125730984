package flashsalelab.sale.backing;

import flashsalelab.sale.redis.SaleRedis;
import flashsalelab.sale.settings.SettingsReader;
import flashsalelab.sale.stock.StockGuards;
import java.util.List;

/** Sales that are kept in Redis alone. */
public final class RedisBackings implements Backings {

  /** What opens them; there is nothing to be set. */
  public record RedisAlone() implements Opener {
    @Override
    public boolean queues(String guard) {
      return true;
    }

    @Override
    public SaleBacking open(BackingChoice choice) {
      return new RedisBacking(SaleRedis.open(choice.redis()), choice.guard(), choice.terms());
    }
  }

  @Override
  public String defaultGuard() {
    return StockGuards.DEFAULT;
  }

  @Override
  public List<String> guards() {
    return StockGuards.names();
  }

  @Override
  public RedisAlone read(SettingsReader environment) {
    return new RedisAlone();
  }
}
