package flashsalelab.ledger.process;

import flashsalelab.ledger.database.LedgerDatabase;
import flashsalelab.ledger.database.LedgerThreads;
import flashsalelab.ledger.projection.Projector;
import flashsalelab.ledger.projection.ProjectorLoop;
import flashsalelab.ledger.projection.ProjectorSettings;
import flashsalelab.sale.process.LongRunning;
import flashsalelab.sale.redis.RedisInventory;
import flashsalelab.sale.redis.RedisLedgerReader;
import flashsalelab.sale.redis.RedisSuspension;
import flashsalelab.sale.redis.SaleRedis;
import java.io.IOException;

/**
 * A projector with everything it needs. It is ready as soon as Redis and the ledger answer; while
 * one of them is away it waits, and the other is left alone.
 */
public final class RunningProjector implements LongRunning.Part {
  private final SaleRedis redis;
  private final LedgerDatabase database;
  private final ProjectorMetrics metrics = new ProjectorMetrics();
  private final HealthPort health;
  private final ProjectorLoop loop;
  private volatile boolean ending;

  private RunningProjector(ProjectorSettings settings) throws IOException {
    redis = SaleRedis.open(settings.redis());
    database = LedgerDatabase.open(settings.ledger(), LedgerThreads.VIRTUAL);
    database.readings().forEach(metrics::show);
    try {
      health = HealthPort.open(settings.host(), settings.port(), this::ready, metrics::scrape);
    } catch (IOException e) {
      database.close();
      redis.close();
      metrics.close();
      throw e;
    }
    loop =
        ProjectorLoop.start(
            new RedisInventory(redis),
            new Projector(
                database,
                new RedisLedgerReader(redis),
                new RedisSuspension(redis),
                settings.terms().idempotency(),
                settings.page()),
            settings.workers(),
            settings.poll(),
            metrics);
    metrics.watch(loop);
  }

  /**
   * Starts a projector.
   *
   * @throws IOException if it cannot listen where the settings say
   */
  public static RunningProjector start(ProjectorSettings settings) throws IOException {
    return new RunningProjector(settings);
  }

  private boolean ready() {
    return !ending
        && redis.answers().toCompletableFuture().join()
        && database.answers().toCompletableFuture().join();
  }

  /** The port of health and metrics. */
  public int port() {
    return health.port();
  }

  /** Ends when the pages under way are in the ledger. */
  @Override
  public void close() {
    ending = true;
    loop.close();
    health.close();
    database.close();
    redis.close();
    metrics.close();
  }
}
