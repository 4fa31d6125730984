package flashsalelab.jmeter;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where orders are asked for: {@code GET /api/orders/{id}}. Any thread. */
final class OrderDesk implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(OrderDesk.class);

  private static final int OK = 200;

  private final HttpClient http;
  private final Target target;
  private final Duration timeout;

  /**
   * @param timeout of a request
   */
  OrderDesk(Target target, Duration timeout) {
    this.target = target;
    this.timeout = timeout;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(timeout)
            .build();
  }

  /**
   * How the purchase of an order was decided; empty while it is not, or the answer does not tell.
   *
   * @throws IOException if there was no answer
   */
  Optional<Decision> decision(String order) throws IOException {
    URI uri = target.order(order);
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(timeout).build();
    HttpResponse<String> answer;
    try {
      answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while asking " + uri);
    }
    if (answer.statusCode() != OK) {
      log.warn("{} answered {}: {}", uri, answer.statusCode(), answer.body());
      return Optional.empty();
    }
    return OrderView.read(answer.body()).decision();
  }

  @Override
  public void close() {
    http.close();
  }
}
