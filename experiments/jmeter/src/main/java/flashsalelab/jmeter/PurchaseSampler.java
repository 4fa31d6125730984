package flashsalelab.jmeter;

import static java.util.Objects.requireNonNull;

import flashsalelab.results.load.ClientOutcome;
import java.net.URL;
import java.time.Duration;
import java.util.Optional;
import org.apache.jmeter.protocol.http.control.Header;
import org.apache.jmeter.protocol.http.control.HeaderManager;
import org.apache.jmeter.protocol.http.sampler.HTTPSampleResult;
import org.apache.jmeter.protocol.http.sampler.HTTPSamplerBase;
import org.apache.jmeter.protocol.http.util.HTTPConstants;
import org.apache.jmeter.samplers.Entry;
import org.apache.jmeter.samplers.SampleResult;
import org.jspecify.annotations.Nullable;

/**
 * JMeter's HTTP sampler, HttpClient 4 implementation, posting the purchases of one {@link Slot}.
 */
final class PurchaseSampler extends HTTPSamplerBase {
  private final transient Slot slot;
  private final transient PurchaseClient client;
  private final transient HeaderManager headers = new HeaderManager();
  private final transient Header key = new Header("Idempotency-Key", "");
  private transient @Nullable Throwable failure;

  PurchaseSampler(Slot slot, Duration timeout) {
    this.slot = slot;
    setName("purchase");
    setMethod(HTTPConstants.POST);
    setUseKeepAlive(true);
    setFollowRedirects(false);
    setAutoRedirects(false);
    setConnectTimeout(Long.toString(timeout.toMillis()));
    setResponseTimeout(Long.toString(timeout.toMillis()));
    headers.add(new Header(HTTPConstants.HEADER_CONTENT_TYPE, "application/json"));
    headers.add(key);
    client = new PurchaseClient(this);
  }

  /**
   * Sends the purchase that the slot was given, and settles it.
   *
   * @return null: JMeter has nothing to report to its own listeners
   */
  @Override
  public @Nullable SampleResult sample(@Nullable Entry ignored) {
    Purchase purchase = slot.undertake();
    SegmentRun run = purchase.run();
    run.leaving();
    long left = slot.leave();
    HTTPSampleResult result = send(run.url(purchase.index()), purchase.buyer(), purchase.key());
    boolean cut = slot.arrive();
    long completed = System.nanoTime();
    answer(result, cut)
        .ifPresentOrElse(
            answer -> run.answered(purchase, answer, left, completed),
            () -> run.failed(requireNonNull(failure)));
    return null;
  }

  private @Nullable HTTPSampleResult send(URL url, String buyer, String idempotencyKey) {
    key.setValue(idempotencyKey);
    client.willSend("{\"buyer\":\"" + buyer + "\",\"quantity\":1}");
    failure = null;
    try {
      return sample(url, HTTPConstants.POST, false, 0);
    } catch (RuntimeException e) {
      failure = e;
      return null;
    }
  }

  /** Sends a purchase that belongs to no segment, and looks at its answer. */
  void rehearse(URL url) {
    answer(send(url, "b", "k"), false);
  }

  private Optional<Answer> answer(@Nullable HTTPSampleResult result, boolean cut) {
    if (failure == null && result != null) {
      return Optional.of(
          AnswerReader.read(
              Integer.parseInt(result.getResponseCode()),
              result.getResponseHeaders(),
              result.getResponseData()));
    }
    if (cut) {
      return Optional.of(Answer.none(ClientOutcome.TIMEOUT));
    }
    return Optional.ofNullable(failure).flatMap(Failure::outcome).map(Answer::none);
  }

  @Override
  protected HTTPSampleResult sample(URL url, String method, boolean redirected, int depth) {
    return client.sample(url, method, redirected, depth);
  }

  /** Keeps the exception itself, and spares the printed stack trace that JMeter would store. */
  @Override
  protected HTTPSampleResult errorResult(Throwable e, HTTPSampleResult result) {
    failure = e;
    return result;
  }

  @Override
  public HeaderManager getHeaderManager() {
    return headers;
  }

  /** Nothing: the sampler has no variables that JMeter would have replaced. */
  @Override
  public void recoverRunningVersion() {}

  /** Aborts the request in flight, from another thread. */
  void cut() {
    client.interrupt();
  }

  @Override
  public void threadFinished() {
    client.close();
  }
}
