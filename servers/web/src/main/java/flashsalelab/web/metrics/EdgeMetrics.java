package flashsalelab.web.metrics;

import flashsalelab.sale.Lookup;
import flashsalelab.sale.backing.Reading;
import flashsalelab.web.http.Route;
import flashsalelab.web.protection.Admission;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/** The metrics of an edge. Recording may happen on any thread and never blocks it. */
public final class EdgeMetrics implements AutoCloseable {
  /** The media type of the text that {@link #scrape} returns. */
  public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics gc = new JvmGcMetrics();
  private final ThreadTally threads = new ThreadTally();
  private final ConcurrentHashMap<String, Counter> purchases = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<RouteStatus, Timer> durations = new ConcurrentHashMap<>();

  private record RouteStatus(Route route, int status) {}

  /**
   * What runs here.
   *
   * @param edge which edge this is
   * @param guard the stock guard that decides
   * @param pattern how purchases are answered
   * @param queue the transport of accepted purchases; {@code none} if there is none
   * @param instance the process's name among its like
   */
  public record Identity(
      String edge, String guard, String pattern, String queue, String instance) {}

  /** Metrics of this edge. */
  public EdgeMetrics(Identity identity) {
    Gauge.builder("sale.info", () -> 1)
        .description("What runs here")
        .tags("edge", identity.edge(), "guard", identity.guard())
        .tags("pattern", identity.pattern(), "queue", identity.queue())
        .tags("instance", identity.instance())
        .register(registry);
    Gauge.builder("edge.handler.threads", threads, ThreadTally::platformThreads)
        .description("Distinct platform threads that ever ran a handler or wrote a response")
        .tag("kind", "platform")
        .register(registry);
    handled("platform", ThreadTally::handledByPlatform);
    handled("virtual", ThreadTally::handledByVirtual);
    new JvmThreadMetrics().bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    gc.bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
  }

  private void handled(String kind, ToDoubleFunction<ThreadTally> count) {
    FunctionCounter.builder("edge.handled", threads, count)
        .description("Handlers run, by the kind of thread")
        .tag("kind", kind)
        .register(registry);
  }

  /**
   * Tells of the queue of accepted purchases.
   *
   * @param queue whatever counts; it is not kept alive by this
   * @param undecided how many wait for their decision, whoever accepted them
   * @param decided how many this process has decided
   */
  public <Q> void queue(Q queue, ToDoubleFunction<Q> undecided, ToDoubleFunction<Q> decided) {
    Gauge.builder("sale.queue.undecided", queue, undecided)
        .description("Accepted purchases that wait for their decision")
        .register(registry);
    FunctionCounter.builder("sale.queue.decided", queue, decided)
        .description("Accepted purchases that this process has decided")
        .register(registry);
  }

  /** Which threads do the work. */
  public ThreadTally threads() {
    return threads;
  }

  /** Shows how many purchases are under way, and how many may be. */
  public void watch(Admission admission) {
    Gauge.builder("edge.purchases.under.way", admission, Admission::underWay)
        .description("Purchases in the edge")
        .register(registry);
    Gauge.builder("edge.purchases.limit", admission, Admission::limit)
        .description("Purchases that may be in the edge before more are shed")
        .register(registry);
  }

  /** Shows a number that somebody else knows. */
  public void show(Reading reading) {
    Gauge.builder(reading.name(), reading.value()::getAsDouble)
        .description(reading.description())
        .register(registry);
  }

  /** Where further meters are registered. */
  public MeterRegistry registry() {
    return registry;
  }

  /** Counts an answer to a purchase. */
  public void purchaseAnswered(String outcome) {
    Lookup.getOrCreate(
            purchases,
            outcome,
            name ->
                Counter.builder("sale.purchases")
                    .description("Answers to purchases")
                    .tag("outcome", name)
                    .register(registry))
        .increment();
  }

  /** Records how long a request took until its answer was known. */
  public void answered(Route route, int status, long nanos) {
    Lookup.getOrCreate(durations, new RouteStatus(route, status), this::timer)
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  private Timer timer(RouteStatus key) {
    return Timer.builder("edge.requests")
        .description("Requests by route and status, until the answer was known")
        .tags(
            "method",
            key.route().method(),
            "route",
            key.route().template(),
            "status",
            Integer.toString(key.status()))
        .register(registry);
  }

  /** All metrics in Prometheus' text format. */
  public String scrape() {
    return registry.scrape();
  }

  @Override
  public void close() {
    gc.close();
    registry.close();
  }
}
