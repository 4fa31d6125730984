package flashsalelab.ledger;

import flashsalelab.ledger.database.LedgerDatabase;
import flashsalelab.ledger.database.LedgerSettings;
import flashsalelab.ledger.database.LedgerThreads;
import flashsalelab.ledger.guard.PostgresBacking;
import flashsalelab.ledger.guard.PostgresGuards;
import flashsalelab.sale.SaleTerms;
import flashsalelab.sale.backing.BackingChoice;
import flashsalelab.sale.backing.Backings;
import flashsalelab.sale.backing.RedisBacking;
import flashsalelab.sale.backing.SaleBacking;
import flashsalelab.sale.redis.SaleRedis;
import flashsalelab.sale.settings.SettingsReader;
import flashsalelab.sale.stock.StockGuards;
import java.util.List;
import java.util.stream.Stream;

/**
 * Sales in Redis, with the ledger or without it, and sales in PostgreSQL alone. The one place where
 * other rooms meet this one.
 */
public final class LedgerBackings implements Backings {
  private final LedgerThreads threads;

  /**
   * @param threads what waits for the database
   */
  public LedgerBackings(LedgerThreads threads) {
    this.threads = threads;
  }

  /** What opens them. */
  public record LedgerOpener(LedgerSettings ledger, LedgerThreads threads) implements Opener {
    @Override
    public boolean queues(String guard) {
      return !PostgresGuards.names().contains(guard);
    }

    @Override
    public SaleBacking open(BackingChoice choice) {
      if (PostgresGuards.names().contains(choice.guard())) {
        return new PostgresBacking(
            LedgerDatabase.open(ledger, threads), choice.guard(), choice.terms());
      }
      SaleTerms terms = ledger.on() ? choice.terms().withPaymentsElsewhere() : choice.terms();
      RedisBacking redis = new RedisBacking(SaleRedis.open(choice.redis()), choice.guard(), terms);
      return ledger.on() ? new LedgeredBacking(redis, LedgerDatabase.open(ledger, threads)) : redis;
    }
  }

  @Override
  public String defaultGuard() {
    return StockGuards.DEFAULT;
  }

  @Override
  public List<String> guards() {
    return Stream.concat(StockGuards.names().stream(), PostgresGuards.names().stream()).toList();
  }

  @Override
  public LedgerOpener read(SettingsReader environment) {
    return new LedgerOpener(LedgerSettings.read(environment), threads);
  }
}
