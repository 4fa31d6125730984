package flashsalelab.web.edge;

import flashsalelab.sale.Sale;
import flashsalelab.sale.redis.RedisCatalogue;
import flashsalelab.sale.redis.RedisPurchaseRecords;
import flashsalelab.sale.redis.SaleRedis;
import flashsalelab.sale.stock.StockGuards;
import flashsalelab.web.api.Api;
import flashsalelab.web.config.EdgeSettings;
import flashsalelab.web.metrics.EdgeMetrics;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An edge with everything it needs: the sale on Redis, the contract, the server. It listens as soon
 * as it is started, and is ready as soon as Redis answers.
 */
public final class RunningEdge implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunningEdge.class);

  private final EdgeSettings settings;
  private final SaleRedis redis;
  private final EdgeMetrics metrics;
  private final EdgeServer server;
  private final int port;
  private volatile boolean ending;

  private RunningEdge(String edge, EdgeSettings settings, EdgeServer.Factory factory)
      throws IOException {
    this.settings = settings;
    redis = SaleRedis.open(settings.redis());
    metrics = new EdgeMetrics(edge, settings.guard(), settings.instance());
    Clock clock = Clock.systemUTC();
    Sale sale =
        new Sale(
            new RedisCatalogue(redis, clock),
            new RedisPurchaseRecords(redis, settings.idempotency()),
            StockGuards.named(settings.guard(), redis),
            settings.hold(),
            clock);
    server = factory.create(settings, new Api(settings, sale, clock, metrics, this::ready));
    try {
      port = server.start();
    } catch (IOException e) {
      redis.close();
      throw e;
    }
  }

  /**
   * Starts an edge.
   *
   * @param edge its name
   * @throws IOException if it cannot listen where the settings say
   */
  public static RunningEdge start(String edge, EdgeSettings settings, EdgeServer.Factory factory)
      throws IOException {
    return new RunningEdge(edge, settings, factory);
  }

  /** The port it listens on. */
  public int port() {
    return port;
  }

  private CompletionStage<Boolean> ready() {
    return ending ? CompletableFuture.completedFuture(false) : redis.answers();
  }

  /**
   * Ends gracefully: not ready, no new connections, what is under way finishes, but not longer than
   * the grace; then the connection to Redis is closed.
   */
  @Override
  public void close() {
    ending = true;
    CompletableFuture<Void> drained = server.drain();
    try {
      drained.get(settings.shutdownGrace().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      LOG.warn(
          "some connections did not finish within SHUTDOWN_GRACE_MS={} and are closed",
          settings.shutdownGrace().toMillis());
    } catch (ExecutionException e) {
      LOG.warn("the connections could not be drained", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    server.stop();
    redis.close();
    metrics.close();
  }
}
