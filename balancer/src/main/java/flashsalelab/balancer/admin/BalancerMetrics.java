package flashsalelab.balancer.admin;

import flashsalelab.balancer.forward.TrafficCounters;
import flashsalelab.balancer.forward.TrafficCounters.Source;
import flashsalelab.balancer.upstream.FailureReason;
import flashsalelab.balancer.upstream.Upstream;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Locale;
import java.util.function.IntSupplier;

/**
 * The balancer's counters under their Prometheus names. Reading them costs the traffic nothing:
 * they are sums kept elsewhere.
 */
public final class BalancerMetrics {
  private static final int STATUS_CLASSES = 5;

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  /**
   * @param algorithm the label of {@code balancer_info}
   */
  public BalancerMetrics(
      String algorithm,
      TrafficCounters traffic,
      List<Upstream> upstreams,
      IntSupplier clientConnections) {
    Gauge.builder("balancer.info", () -> 1)
        .description("1, labelled with the balancing algorithm")
        .tag("algorithm", algorithm)
        .register(registry);
    Gauge.builder("balancer.client.connections", clientConnections::getAsInt)
        .description("Open connections of clients")
        .register(registry);
    addTraffic(traffic);
    upstreams.forEach(this::addUpstream);
  }

  private void addTraffic(TrafficCounters traffic) {
    FunctionCounter.builder("balancer.requests", traffic, TrafficCounters::requests)
        .description("Requests received, refused ones included")
        .register(registry);
    for (Source source : Source.values()) {
      for (int i = 1; i <= STATUS_CLASSES; i++) {
        int statusClass = i;
        FunctionCounter.builder(
                "balancer.responses", traffic, t -> t.responses(source, statusClass))
            .description("Final responses begun, by status class and by who made them")
            .tag("status", statusClass + "xx")
            .tag("source", source.name().toLowerCase(Locale.ROOT))
            .register(registry);
      }
    }
  }

  private void addUpstream(Upstream upstream) {
    FunctionCounter.builder("balancer.upstream.requests", upstream, Upstream::requestsSent)
        .description("Requests sent to the upstream")
        .tag("upstream", upstream.name())
        .register(registry);
    Gauge.builder("balancer.upstream.inflight", upstream, Upstream::inFlight)
        .description("Requests given to the upstream and not yet answered in full")
        .tag("upstream", upstream.name())
        .register(registry);
    Gauge.builder("balancer.upstream.connections", upstream, Upstream::connections)
        .description("Open and opening connections to the upstream")
        .tag("upstream", upstream.name())
        .register(registry);
    for (FailureReason reason : FailureReason.values()) {
      FunctionCounter.builder("balancer.upstream.failures", upstream, u -> u.failures(reason))
          .description("What kept the upstream from answering as it should")
          .tag("upstream", upstream.name())
          .tag("reason", reason.label())
          .register(registry);
    }
  }

  /** All metrics in Prometheus' text format. */
  String scrape() {
    return registry.scrape();
  }
}
