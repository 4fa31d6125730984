package flashsalelab.payments.client;

import flashsalelab.payments.http.HttpPort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * The gateway over HTTP, one attempt for each call. An answer is believed only if it names the
 * request and the key that it is for. One that does not belongs to another request: the connections
 * then carry more than was asked for, so they are given up and new ones made. Thread-safe; the
 * calling thread waits.
 */
public final class HttpGateway implements GatewayClient, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpGateway.class);
  private static final JsonMapper JSON = new JsonMapper();
  private static final long LONGEST_ANSWER = 4 << 20;

  private final URI url;
  private final Duration timeout;
  private final AtomicReference<HttpClient> connections;

  /** The gateway that these settings name. */
  public HttpGateway(ClientSettings settings) {
    this.url = settings.url();
    this.timeout = settings.timeout();
    this.connections = new AtomicReference<>(connections());
  }

  private HttpClient connections() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(timeout)
        .build();
  }

  @Override
  public GatewayReply<ChargeStanding> charge(String key, String order, long amount) {
    byte[] body = JSON.writeValueAsBytes(Map.of("order", order, "amount", amount));
    return standing(
        key,
        HttpRequest.newBuilder(url.resolve("/charges"))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(BodyPublishers.ofByteArray(body)));
  }

  @Override
  public GatewayReply<ChargeStanding> find(String key) {
    return standing(key, HttpRequest.newBuilder(GatewayPaths.charge(url, key)));
  }

  @Override
  public GatewayReply<ChargeStanding> refund(String key) {
    return standing(
        key, HttpRequest.newBuilder(GatewayPaths.refund(url, key)).POST(BodyPublishers.noBody()));
  }

  @Override
  public GatewayReply<LedgerPage> ledger(long after, int most) {
    URI page = url.resolve("/charges?after=%d&limit=%d".formatted(after, most));
    return asked(HttpRequest.newBuilder(page), GatewayAnswers::page);
  }

  private GatewayReply<ChargeStanding> standing(String key, HttpRequest.Builder request) {
    return asked(request, response -> GatewayAnswers.standing(key, response));
  }

  private <T> GatewayReply<T> asked(
      HttpRequest.Builder builder, Function<HttpResponse<byte[]>, GatewayReply<T>> read) {
    String id = UUID.randomUUID().toString();
    HttpRequest request = builder.header(HttpPort.REQUEST_ID, id).build();
    HttpClient client = connections.get();
    GatewayReply<T> reply;
    try {
      reply = read.apply(own(id, answer(client, request)));
    } catch (ForeignAnswerException e) {
      LOG.warn("{} {}: {}", request.method(), request.uri(), e.getMessage());
      renew(client);
      reply = new GatewayReply.Unknown<>(String.valueOf(e.getMessage()));
    } catch (TimeoutException e) {
      reply = new GatewayReply.Unknown<>("no answer within %d ms".formatted(timeout.toMillis()));
    } catch (IOException e) {
      reply = new GatewayReply.Unknown<>("no answer: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      reply = new GatewayReply.Unknown<>("the wait for the answer was interrupted");
    }
    return reply;
  }

  private static HttpResponse<byte[]> own(String id, HttpResponse<byte[]> answer) {
    String named = answer.headers().firstValue(HttpPort.REQUEST_ID).orElse("");
    if (!named.equals(id)) {
      throw new ForeignAnswerException("request " + id, named);
    }
    return answer;
  }

  /** The time limit is for the whole answer, which the client's own is not. */
  private HttpResponse<byte[]> answer(HttpClient client, HttpRequest request)
      throws IOException, TimeoutException, InterruptedException {
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(
            request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LONGEST_ANSWER));
    try {
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
    } finally {
      answer.cancel(true);
    }
  }

  /** Calls under way on the old connections end there. */
  private void renew(HttpClient used) {
    HttpClient fresh = connections();
    if (connections.compareAndSet(used, fresh)) {
      used.shutdown();
    } else {
      fresh.shutdownNow();
    }
  }

  /** Closes the connections; calls under way fail. */
  @Override
  public void close() {
    connections.get().shutdownNow();
  }
}
