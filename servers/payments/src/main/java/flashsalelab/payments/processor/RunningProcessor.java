package flashsalelab.payments.processor;

import flashsalelab.payments.client.HttpGateway;
import flashsalelab.payments.client.ResilientGateway;
import flashsalelab.payments.http.HttpPort;
import flashsalelab.payments.http.Reply;
import flashsalelab.payments.http.Route;
import flashsalelab.payments.reconcile.ChargeReconciler;
import flashsalelab.sale.Inventory;
import flashsalelab.sale.OrderBook;
import flashsalelab.sale.StockGuard;
import flashsalelab.sale.backing.SaleBacking;
import flashsalelab.sale.payment.PaymentFeed;
import flashsalelab.sale.process.LongRunning;
import flashsalelab.sale.upkeep.Reconciler;
import flashsalelab.sale.upkeep.Sweeper;
import flashsalelab.sale.upkeep.Upkeep;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A payment processor with everything it needs: the queue, the gateway, upkeep, and the port for
 * health and metrics. It is ready as soon as what keeps the sale answers; a gateway that is away
 * keeps payments waiting, and nothing else.
 */
public final class RunningProcessor implements LongRunning.Part {
  private static final Logger LOG = LoggerFactory.getLogger(RunningProcessor.class);

  private final ProcessorSettings settings;
  private final SaleBacking backing;
  private final PaymentMetrics metrics;
  private final HttpGateway connections;
  private final HttpPort http;
  private final TaskLoop loop;
  private final Upkeep upkeep;
  private final ReconcileClock reconciliations;
  private volatile boolean ending;

  private RunningProcessor(ProcessorSettings settings) throws IOException {
    this.settings = settings;
    metrics = new PaymentMetrics(settings.guard(), settings.name());
    backing = settings.backing().open(settings.choice());
    backing.readings().forEach(metrics::show);
    connections = new HttpGateway(settings.gateway());
    ResilientGateway gateway = new ResilientGateway(connections, settings.gateway(), metrics);
    metrics.gatewayAnswers(() -> gateway.answers() ? 1 : 0);

    Inventory inventory = backing.inventory();
    OrderBook orders = backing.orders();
    StockGuard guard = backing.guard();
    PaymentFeed feed = backing.payments(settings.name());
    PaymentWork work = new PaymentWork(orders, guard, gateway);
    loop = new TaskLoop(inventory, feed, work, gateway, settings.queue(), metrics);
    http = listen();
    loop.start();
    upkeep =
        Upkeep.start(
            settings.upkeep(),
            new Sweeper(inventory, orders, guard),
            new Reconciler(inventory, backing.books(), settings.upkeep().grace()));
    reconciliations =
        ReconcileClock.start(
            settings.upkeep().reconcile(),
            new ChargeReconciler(
                inventory,
                orders,
                backing.paidOrders(),
                gateway,
                backing.chargeReports(),
                settings.upkeep().grace(),
                Clock.systemUTC(),
                settings.name()),
            metrics);
  }

  /**
   * Starts a processor.
   *
   * @throws IOException if it cannot listen where the settings say
   */
  public static RunningProcessor start(ProcessorSettings settings) throws IOException {
    return new RunningProcessor(settings);
  }

  private HttpPort listen() throws IOException {
    try {
      return HttpPort.open(settings.host(), settings.port(), routes(), Duration.ZERO, server -> {});
    } catch (IOException e) {
      connections.close();
      backing.close();
      metrics.close();
      throw e;
    }
  }

  private List<Route> routes() {
    return List.of(
        Route.get("/healthz", request -> Reply.json(200, Map.of("status", "ok"))),
        Route.get("/readyz", request -> ready()),
        Route.get("/metrics", request -> scrape()));
  }

  private Reply ready() {
    return !ending && backing.answers().toCompletableFuture().join()
        ? Reply.json(200, Map.of("status", "ready"))
        : Reply.problem(
            503, "unavailable", "what keeps the sale does not answer, or this is ending", Map.of());
  }

  private Reply scrape() {
    return Reply.text(200, PaymentMetrics.CONTENT_TYPE, metrics.scrape());
  }

  /** The port of health and metrics. */
  public int port() {
    return http.port();
  }

  /** Ends: takes no payment any more, and finishes what is under way, but not beyond the grace. */
  @Override
  public void close() {
    ending = true;
    upkeep.close();
    reconciliations.close();
    try {
      if (!loop.end(settings.shutdownGrace())) {
        LOG.warn(
            "some payments did not end within SHUTDOWN_GRACE_MS={} and stay in the queue",
            settings.shutdownGrace().toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    connections.close();
    http.close();
    backing.close();
    metrics.close();
  }
}
