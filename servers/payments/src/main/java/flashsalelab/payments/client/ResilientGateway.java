package flashsalelab.payments.client;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A gateway that is asked again after a pause when it gives no answer, and left alone when it fails
 * too often: its circuit is then open. After a while it is {@link #probe probed}, and its answer
 * closes the circuit. Thread-safe.
 */
public final class ResilientGateway implements GatewayClient {
  private static final Logger LOG = LoggerFactory.getLogger(ResilientGateway.class);
  private static final float HALF = 50;
  private static final int PROBES = 2;

  private final GatewayClient gateway;
  private final CallListener listener;
  private final CircuitBreaker circuit;
  private final Retry retry;

  /**
   * @param gateway is asked once for each attempt
   */
  public ResilientGateway(GatewayClient gateway, ClientSettings settings, CallListener listener) {
    this.gateway = gateway;
    this.listener = listener;
    this.circuit =
        CircuitBreaker.of(
            "gateway",
            CircuitBreakerConfig.custom()
                .slidingWindow(
                    settings.circuitCalls(), settings.circuitCalls(), SlidingWindowType.COUNT_BASED)
                .failureRateThreshold(HALF)
                .recordResult(GatewayReply.Unknown.class::isInstance)
                .waitDurationInOpenState(settings.circuitPause())
                .permittedNumberOfCallsInHalfOpenState(PROBES)
                .writableStackTraceEnabled(false)
                .build());
    this.retry =
        Retry.of(
            "gateway",
            RetryConfig.custom()
                .maxAttempts(settings.retries() + 1)
                .intervalFunction(new RetryPauses(settings.retryDelay()).function())
                .retryOnResult(GatewayReply.Unknown.class::isInstance)
                .retryOnException(failure -> false)
                .build());
    circuit
        .getEventPublisher()
        .onStateTransition(
            change -> LOG.warn("the gateway's circuit: {}", change.getStateTransition()));
  }

  @Override
  public GatewayReply<ChargeStanding> charge(String key, String order, long amount) {
    return retried("charge", () -> gateway.charge(key, order, amount));
  }

  @Override
  public GatewayReply<ChargeStanding> find(String key) {
    return retried("find", () -> gateway.find(key));
  }

  @Override
  public GatewayReply<ChargeStanding> refund(String key) {
    return retried("refund", () -> gateway.refund(key));
  }

  @Override
  public GatewayReply<LedgerPage> ledger(long after, int most) {
    return retried("ledger", () -> gateway.ledger(after, most));
  }

  /** Whether the gateway answers of late: only then should new work be taken on. */
  public boolean answers() {
    return circuit.getState() == State.CLOSED;
  }

  /** Asks the gateway for little, if it was left alone for long enough. */
  public void probe() {
    once("ledger", () -> gateway.ledger(0, 1));
  }

  private <T> GatewayReply<T> retried(String call, Supplier<GatewayReply<T>> attempt) {
    return retry.executeSupplier(() -> once(call, attempt));
  }

  private <T> GatewayReply<T> once(String call, Supplier<GatewayReply<T>> attempt) {
    try {
      return circuit.executeSupplier(() -> heard(call, attempt));
    } catch (CallNotPermittedException e) {
      return new GatewayReply.NotAsked<>();
    }
  }

  private <T> GatewayReply<T> heard(String call, Supplier<GatewayReply<T>> attempt) {
    long start = System.nanoTime();
    GatewayReply<T> reply = attempt.get();
    listener.called(call, reply, Duration.ofNanos(System.nanoTime() - start));
    return reply;
  }
}
