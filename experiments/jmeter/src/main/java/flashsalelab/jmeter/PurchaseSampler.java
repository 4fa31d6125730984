package flashsalelab.jmeter;

import flashsalelab.results.load.ClientOutcome;
import java.net.URL;
import java.time.Duration;
import java.util.Optional;
import org.apache.jmeter.protocol.http.control.Header;
import org.apache.jmeter.protocol.http.control.HeaderManager;
import org.apache.jmeter.protocol.http.sampler.HTTPHC4Impl;
import org.apache.jmeter.protocol.http.sampler.HTTPSampleResult;
import org.apache.jmeter.protocol.http.sampler.HTTPSamplerBase;
import org.apache.jmeter.protocol.http.util.HTTPArgument;
import org.apache.jmeter.protocol.http.util.HTTPConstants;
import org.apache.jmeter.samplers.Entry;
import org.apache.jmeter.samplers.SampleResult;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * JMeter's HTTP sampler, HttpClient 4 implementation, posting the purchases of one {@link Slot}.
 */
final class PurchaseSampler extends HTTPSamplerBase {
  private static final Logger log = LoggerFactory.getLogger(PurchaseSampler.class);

  /** JMeter's client, as JMeter's own sampler (which is final) uses it. */
  private static final class Client extends HTTPHC4Impl {
    Client(HTTPSamplerBase settings) {
      super(settings);
    }

    @Override
    public HTTPSampleResult sample(URL url, String method, boolean redirected, int depth) {
      return super.sample(url, method, redirected, depth);
    }

    void close() {
      threadFinished();
    }
  }

  private final transient Slot slot;
  private final transient Client client;
  private final transient HeaderManager headers = new HeaderManager();
  private final transient Header key = new Header("Idempotency-Key", "");
  private final transient HTTPArgument body = new HTTPArgument("", "", true);
  private transient @Nullable Throwable failure;

  PurchaseSampler(Slot slot, Duration timeout) {
    this.slot = slot;
    setName("purchase");
    setMethod(HTTPConstants.POST);
    setUseKeepAlive(true);
    setConnectTimeout(Long.toString(timeout.toMillis()));
    setResponseTimeout(Long.toString(timeout.toMillis()));
    setPostBodyRaw(true);
    getArguments().addArgument(body);
    headers.add(new Header(HTTPConstants.HEADER_CONTENT_TYPE, "application/json"));
    headers.add(key);
    client = new Client(this);
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
    key.setValue(purchase.key());
    body.setValue("{\"buyer\":\"" + purchase.buyer() + "\",\"quantity\":1}");
    failure = null;
    run.leaving();
    long left = slot.leave();
    HTTPSampleResult result = null;
    try {
      result = sample(run.url(), HTTPConstants.POST, false, 0);
    } catch (RuntimeException e) {
      failure = e;
    }
    boolean cut = slot.arrive();
    long completed = System.nanoTime();
    Optional<Answer> answer = answer(result, cut);
    if (answer.isPresent()) {
      run.answered(purchase, answer.get(), left, completed);
    } else {
      log.warn("Could not send purchase {}: {}", purchase.key(), String.valueOf(failure));
      run.dropped(true);
    }
    return null;
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

  /** Aborts the request in flight, from another thread. */
  void cut() {
    client.interrupt();
  }

  @Override
  public void threadFinished() {
    client.close();
  }
}
