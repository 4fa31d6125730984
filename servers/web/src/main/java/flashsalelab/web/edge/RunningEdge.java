package flashsalelab.web.edge;

import flashsalelab.sale.Inventory;
import flashsalelab.sale.OrderBook;
import flashsalelab.sale.Sale;
import flashsalelab.sale.StockGuard;
import flashsalelab.sale.backing.SaleBacking;
import flashsalelab.sale.transport.PatternSettings;
import flashsalelab.sale.transport.RunningPattern;
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
 * An edge with everything it needs: the sale, the contract, the server, the upkeep. It listens as
 * soon as it is started, and is ready as soon as what keeps the sale answers.
 */
public final class RunningEdge implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunningEdge.class);

  /** Streams end within this part of the grace, so that those who reconnect come one by one. */
  private static final int STREAMS_SHARE_OF_GRACE = 4;

  private final EdgeSettings settings;
  private final SaleBacking backing;
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
    backing = settings.backing().open(settings.choice());
    metrics = new EdgeMetrics(identity(edge, settings));
    backing.readings().forEach(metrics::show);
    Inventory inventory = backing.inventory();
    OrderBook orders = backing.orders();
    StockGuard guard = backing.guard();
    Reconciler reconciler = new Reconciler(inventory, backing.books(), settings.upkeep().grace());
    BackOffice office = new BackOffice(backing.deadLetters(), reconciler, backing.chargeReports());
    pattern = backing.pattern(settings.pattern());
    metrics.queue(pattern, RunningPattern::undecided, RunningPattern::decided);
    Sale sale = new Sale(inventory, pattern, guard, orders);
    live =
        LiveUpdates.start(
            new LiveSources(sale::offer, sale::order, backing.changes(), Api::orderBody),
            settings.live(),
            metrics.registry());
    server = factory.create(settings, new Api(settings, sale, live, office, metrics, this::ready));
    try {
      port = server.start();
    } catch (IOException e) {
      live.close();
      pattern.close();
      backing.close();
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
    return ending ? CompletableFuture.completedFuture(false) : backing.answers();
  }

  /**
   * Ends gracefully: not ready, no more upkeep, no new connections, streams end one after the other
   * and what else is under way finishes, but not longer than the grace; then the queue is left to
   * others and the connection to the sale is closed.
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
    backing.close();
    metrics.close();
  }
}
