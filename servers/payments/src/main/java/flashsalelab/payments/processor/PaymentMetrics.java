package flashsalelab.payments.processor;

import flashsalelab.payments.client.CallListener;
import flashsalelab.payments.client.GatewayReply;
import flashsalelab.sale.backing.Reading;
import flashsalelab.sale.payment.ChargeReconciliation;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.function.IntSupplier;

/** What a payment processor counts. Recording may happen on any thread and never blocks it. */
final class PaymentMetrics implements CallListener, AutoCloseable {
  static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics gc = new JvmGcMetrics();

  PaymentMetrics(String guard, String name) {
    Gauge.builder("payments.info", () -> 1)
        .description("What runs here")
        .tags("guard", guard, "instance", name)
        .register(registry);
    new JvmThreadMetrics().bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    gc.bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
  }

  /** Shows a number that somebody else knows. */
  void show(Reading reading) {
    Gauge.builder(reading.name(), reading.value()::getAsDouble)
        .description(reading.description())
        .register(registry);
  }

  /** Shows how many payments are under way. */
  void underWay(IntSupplier payments) {
    Gauge.builder("payments.under.way", payments::getAsInt)
        .description("Payments under way now")
        .register(registry);
  }

  /** Shows whether the gateway answers of late. */
  void gatewayAnswers(IntSupplier answers) {
    Gauge.builder("payments.gateway.answers", answers::getAsInt)
        .description("1 if the gateway answers of late, 0 if it is left alone")
        .register(registry);
  }

  /** Counts a delivery of a payment by how it ended. */
  void ended(String how) {
    Counter.builder("payments.deliveries")
        .description("Deliveries of payments, by how each ended")
        .tag("ended", how)
        .register(registry)
        .increment();
  }

  /** Counts what a reconciliation of charges did. */
  void reconciled(ChargeReconciliation report) {
    Counter.builder("payments.reconciled")
        .description("Charges that the reconciliation confirmed or refunded")
        .tag("how", "confirmed")
        .register(registry)
        .increment(report.confirmed());
    Counter.builder("payments.reconciled")
        .description("Charges that the reconciliation confirmed or refunded")
        .tag("how", "refunded")
        .register(registry)
        .increment(report.refunded());
  }

  @Override
  public void called(String call, GatewayReply<?> reply, Duration took) {
    Timer.builder("payments.gateway.calls")
        .description("Calls to the gateway, each attempt for itself")
        .tags("call", call, "reply", word(reply))
        .register(registry)
        .record(took);
  }

  private static String word(GatewayReply<?> reply) {
    return switch (reply) {
      case GatewayReply.Answered<?> answered -> "answered";
      case GatewayReply.Refused<?> refused -> "refused";
      case GatewayReply.Unknown<?> unknown -> "unknown";
      case GatewayReply.NotAsked<?> notAsked -> "not_asked";
    };
  }

  /** All metrics in Prometheus' text format. */
  String scrape() {
    return registry.scrape();
  }

  @Override
  public void close() {
    gc.close();
    registry.close();
  }
}
