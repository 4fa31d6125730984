package flashsalelab.balancer.forward;

import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** What went through the process since its start. Any thread may count and read. */
public final class TrafficCounters {
  private static final int STATUS_CLASSES = 5;

  /** Who made a response. */
  public enum Source {
    UPSTREAM,
    BALANCER
  }

  private final LongAdder requests = new LongAdder();
  private final LongAdder[] fromUpstreams = newCounters();
  private final LongAdder[] fromBalancer = newCounters();

  private static LongAdder[] newCounters() {
    return Stream.generate(LongAdder::new).limit(STATUS_CLASSES).toArray(LongAdder[]::new);
  }

  void request() {
    requests.increment();
  }

  void response(Source source, int status) {
    counter(source, Math.clamp(status / 100, 1, STATUS_CLASSES)).increment();
  }

  /** Requests whose head was received, refused ones included. */
  public long requests() {
    return requests.sum();
  }

  /**
   * Final responses whose head was sent to a client; {@code statusClass} is the status' first
   * digit, 1 to 5.
   */
  public long responses(Source source, int statusClass) {
    return counter(source, statusClass).sum();
  }

  private LongAdder counter(Source source, int statusClass) {
    return switch (source) {
      case UPSTREAM -> fromUpstreams[statusClass - 1];
      case BALANCER -> fromBalancer[statusClass - 1];
    };
  }
}
