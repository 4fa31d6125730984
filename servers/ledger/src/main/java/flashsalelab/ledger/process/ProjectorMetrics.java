package flashsalelab.ledger.process;

import flashsalelab.ledger.projection.ProjectorListener;
import flashsalelab.ledger.projection.ProjectorLoop;
import flashsalelab.sale.backing.Reading;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** What a projector counts. */
final class ProjectorMetrics implements ProjectorListener, AutoCloseable {
  static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Counter entries =
      Counter.builder("ledger.projected.entries")
          .description("Entries that were read into the ledger")
          .register(registry);
  private final Counter refused =
      Counter.builder("ledger.refused.entries")
          .description("Entries that contradict the ledger and changed nothing")
          .register(registry);
  private final Counter failed =
      Counter.builder("ledger.failed.steps")
          .description("Steps that failed and were done again")
          .register(registry);

  ProjectorMetrics() {
    new JvmMemoryMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
  }

  /** Shows how far behind a loop is. */
  void watch(ProjectorLoop loop) {
    Gauge.builder("ledger.lag.seconds", () -> loop.lag().toMillis() / 1_000.0)
        .description("The newest entry's time minus the newest that is in the ledger")
        .register(registry);
    Gauge.builder("ledger.forgotten.products", loop::forgotten)
        .description("Products of which Redis has lost what the ledger has")
        .register(registry);
  }

  void show(Reading reading) {
    Gauge.builder(reading.name(), reading.value()::getAsDouble)
        .description(reading.description())
        .register(registry);
  }

  @Override
  public void projected(int read, int contradicting) {
    entries.increment(read);
    refused.increment(contradicting);
  }

  @Override
  public void failed() {
    failed.increment();
  }

  /** All metrics in Prometheus' text format. */
  String scrape() {
    return registry.scrape();
  }

  @Override
  public void close() {
    registry.close();
  }
}
