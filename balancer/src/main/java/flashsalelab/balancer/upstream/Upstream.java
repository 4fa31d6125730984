package flashsalelab.balancer.upstream;

import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One server behind the balancer, as the whole process sees it: its address, its passive health and
 * its counters.
 *
 * <p>All methods may be called from any thread. Connections belong to {@link ConnectionPool}, one
 * for each event loop.
 */
public final class Upstream {
  private static final Logger LOG = LoggerFactory.getLogger(Upstream.class);

  private final int index;
  private final UpstreamAddress address;
  private final InetSocketAddress socketAddress;
  private final long skipNanos;
  private final LongSupplier nanoClock;

  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicInteger connections = new AtomicInteger();
  private final LongAdder requests = new LongAdder();
  private final Map<FailureReason, LongAdder> failures = new EnumMap<>(FailureReason.class);
  private volatile boolean skipped;
  private volatile long skippedUntil;

  /**
   * @param index position in the configured list, from 0
   * @param skipNanos how long after a failed connect this upstream is not chosen
   * @param nanoClock a clock like {@link System#nanoTime}
   */
  public Upstream(int index, UpstreamAddress address, long skipNanos, LongSupplier nanoClock) {
    this.index = index;
    this.address = address;
    this.socketAddress = InetSocketAddress.createUnresolved(address.host(), address.port());
    this.skipNanos = skipNanos;
    this.nanoClock = nanoClock;
    for (FailureReason reason : FailureReason.values()) {
      failures.put(reason, new LongAdder());
    }
  }

  public int index() {
    return index;
  }

  public String name() {
    return address.name();
  }

  public int weight() {
    return address.weight();
  }

  /**
   * Unresolved: each connect looks the name up anew, because containers change their addresses. The
   * lookup is the JDK's and blocks the event loop unless its cache has the name; literal addresses
   * need none.
   */
  public InetSocketAddress socketAddress() {
    return socketAddress;
  }

  /**
   * Whether it may be chosen: its last connect did not fail, or failed longer ago than the skip
   * time.
   */
  public boolean isAvailable() {
    return !skipped || nanoClock.getAsLong() - skippedUntil >= 0;
  }

  void connectFailed() {
    skippedUntil = nanoClock.getAsLong() + skipNanos;
    if (!skipped) {
      skipped = true;
      LOG.warn("Upstream {} does not accept connections; it is left out until it does", this);
    }
  }

  void connectSucceeded() {
    if (skipped) {
      skipped = false;
      LOG.info("Upstream {} accepts connections again", this);
    }
  }

  /** Requests given to this upstream and not yet answered in full, waiting ones included. */
  public int inFlight() {
    return inFlight.get();
  }

  /** Counts a request in flight; every call is followed by exactly one {@link #end}. */
  public void begin() {
    inFlight.incrementAndGet();
  }

  public void end() {
    inFlight.decrementAndGet();
  }

  /** Open and opening connections. */
  public int connections() {
    return connections.get();
  }

  void connectionOpened() {
    connections.incrementAndGet();
  }

  void connectionClosed() {
    connections.decrementAndGet();
  }

  /** Counts a request whose head was written to a connection of this upstream. */
  public void requestSent() {
    requests.increment();
  }

  public long requestsSent() {
    return requests.sum();
  }

  public void failed(FailureReason reason) {
    counter(reason).increment();
  }

  private LongAdder counter(FailureReason reason) {
    return Objects.requireNonNull(failures.get(reason));
  }

  public long failures(FailureReason reason) {
    return counter(reason).sum();
  }

  @Override
  public String toString() {
    return name();
  }
}
