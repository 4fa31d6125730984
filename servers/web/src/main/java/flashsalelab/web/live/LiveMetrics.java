package flashsalelab.web.live;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;

/** What live updates count. Thread-safe, never blocks. */
final class LiveMetrics {
  private final Map<Kind, Counter> events = new EnumMap<>(Kind.class);
  private final Map<Kind, Counter> refused = new EnumMap<>(Kind.class);
  private final Counter heartbeats;
  private final Counter slow;

  LiveMetrics(MeterRegistry registry, Places places) {
    for (Kind kind : Kind.values()) {
      Gauge.builder("live.subscribers", places, all -> all.taken(kind))
          .description("Who follows a product or an order, or waits for one")
          .tag("kind", kind.label())
          .register(registry);
      events.put(
          kind,
          Counter.builder("live.events")
              .description("Events written, and waiting requests answered")
              .tag("kind", kind.label())
              .register(registry));
      refused.put(
          kind,
          Counter.builder("live.refused")
              .description("Subscribers refused: all places were taken, or the server was ending")
              .tag("kind", kind.label())
              .register(registry));
    }
    heartbeats =
        Counter.builder("live.heartbeats").description("Heartbeats written").register(registry);
    slow =
        Counter.builder("live.slow")
            .description("Subscribers dropped because they took nothing for too long")
            .register(registry);
  }

  /** An event was written. */
  void written(Kind kind) {
    of(events, kind).increment();
  }

  /** A heartbeat was written. */
  void beaten() {
    heartbeats.increment();
  }

  /** A subscriber was refused. */
  void refused(Kind kind) {
    of(refused, kind).increment();
  }

  /** A subscriber was too slow. */
  void slow() {
    slow.increment();
  }

  private static Counter of(Map<Kind, Counter> counters, Kind kind) {
    Counter counter = counters.get(kind);
    if (counter == null) {
      throw new IllegalStateException("nothing is counted for " + kind);
    }
    return counter;
  }
}
