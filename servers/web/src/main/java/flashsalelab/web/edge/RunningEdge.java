package flashsalelab.web.edge;

import flashsalelab.sale.Inventory;
import flashsalelab.sale.OrderBook;
import flashsalelab.sale.Sale;
import flashsalelab.sale.StockGuard;
import flashsalelab.sale.redis.RedisChargeReports;
import flashsalelab.sale.redis.RedisDeadLetters;
import flashsalelab.sale.redis.RedisInventory;
import flashsalelab.sale.redis.RedisOrderBook;
import flashsalelab.sale.redis.RedisOrderChanges;
import flashsalelab.sale.redis.RedisPurchaseRecords;
import flashsalelab.sale.redis.RedisStockBooks;
import flashsalelab.sale.redis.SaleRedis;
import flashsalelab.sale.stock.StockGuards;
import flashsalelab.sale.transport.PatternSettings;
import flashsalelab.sale.transport.RunningPattern;
import flashsalelab.sale.transport.TransportContext;
import flashsalelab.sale.upkeep.Reconciler;
import flashsalelab.sale.upkeep.Sweeper;
import flashsalelab.sale.upkeep.Upkeep;
import flashsalelab.web.api.Api;
import flashsalelab.web.api.BackOffice;
import flashsalelab.web.config.EdgeSettings;
import flashsalelab.web.live.LiveSources;
import flashsalelab.web.live.LiveUpdates;
import flashsalelab.web.metrics.EdgeMetrics;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An edge with everything it needs: the sale on Redis, the contract, the server, the upkeep. It
 * listens as soon as it is started, and is ready as soon as Redis answers.
 */
public final class RunningEdge implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunningEdge.class);

  /** Streams end within this part of the grace, so that those who reconnect come one by one. */
  private static final int STREAMS_SHARE_OF_GRACE = 4;

  private final EdgeSettings settings;
  private final SaleRedis redis;
  private final EdgeMetrics metrics;
  private final RunningPattern pattern;
  private final EdgeServer server;
  private final int port;
  private final Upkeep upkeep;
  private final LiveUpdates live;
  private volatile boolean ending;

  private RunningEdge(String edge, EdgeSettings settings, EdgeServer.Factory factory)
      throws IOException {
    this.settings = settings;
    redis = SaleRedis.open(settings.redis());
    metrics = new EdgeMetrics(identity(edge, settings));
    Inventory inventory = new RedisInventory(redis);
    OrderBook orders = new RedisOrderBook(redis);
    StockGuard guard = StockGuards.named(settings.guard(), redis, settings.terms());
    Reconciler reconciler = reconciler(inventory);
    BackOffice office =
        new BackOffice(
            new RedisDeadLetters(redis, inventory), reconciler, new RedisChargeReports(redis));
    pattern =
        new RunningPattern(
            new TransportContext(redis, settings.terms(), inventory, settings.pattern()), guard);
    metrics.queue(pattern, RunningPattern::undecided, RunningPattern::decided);
    Sale sale = new Sale(inventory, pattern, guard, orders);
    live =
        LiveUpdates.start(
            new LiveSources(sale::offer, sale::order, new RedisOrderChanges(redis), Api::orderBody),
            settings.live(),
            metrics.registry());
    server = factory.create(settings, new Api(settings, sale, live, office, metrics, this::ready));
    try {
      port = server.start();
    } catch (IOException e) {
      live.close();
      pattern.close();
      redis.close();
      throw e;
    }
    pattern.start();
    upkeep = Upkeep.start(settings.upkeep(), new Sweeper(inventory, orders, guard), reconciler);
  }

  private static EdgeMetrics.Identity identity(String edge, EdgeSettings settings) {
    PatternSettings pattern = settings.pattern();
    return new EdgeMetrics.Identity(
        edge,
        settings.guard(),
        pattern.pattern(),
        pattern.isQueued() ? pattern.queue() : "none",
        settings.instance());
  }

  private Reconciler reconciler(Inventory inventory) {
    return new Reconciler(
        inventory,
        new RedisStockBooks(redis, new RedisPurchaseRecords(redis, settings.terms())),
        settings.upkeep().grace());
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
   * Ends gracefully: not ready, no more upkeep, no new connections, streams end one after the other
   * and what else is under way finishes, but not longer than the grace; then the queue is left to
   * others and the connection to Redis is closed.
   */
  @Override
  public void close() {
    ending = true;
    upkeep.close();
    live.end(settings.shutdownGrace().dividedBy(STREAMS_SHARE_OF_GRACE));
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
    live.close();
    pattern.close();
    redis.close();
    metrics.close();
  }
}
