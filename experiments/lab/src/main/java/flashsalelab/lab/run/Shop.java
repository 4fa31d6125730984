package flashsalelab.lab.run;

import flashsalelab.lab.launch.Deployment;
import flashsalelab.lab.launch.LaunchException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Puts products on sale, past the balancer, so that its count is the load's alone. */
final class Shop {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int CREATED = 201;
  private static final long PRICE_CENTS = 9_900;
  private static final int PER_BUYER = 1;

  private final URI edge;
  private final String token;

  Shop(Deployment deployment) {
    edge = deployment.edges().getFirst();
    token = deployment.adminToken();
  }

  /**
   * Creates a product that a buyer may have one unit of.
   *
   * @throws LaunchException if the edge refuses
   */
  void offer(String sku, long stock) {
    String body =
        """
        {"sku":"%s","name":"%s","price":%d,"stock":%d,"perBuyer":%d}\
        """
            .formatted(sku, sku, PRICE_CENTS, stock, PER_BUYER);
    HttpRequest request =
        HttpRequest.newBuilder(edge.resolve("/api/products"))
            .timeout(LIMIT)
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != CREATED) {
        throw new LaunchException(
            "the product %s could not be created: %d %s"
                .formatted(sku, answer.statusCode(), answer.body()));
      }
    } catch (IOException e) {
      throw new LaunchException(
          "the product %s could not be created at %s: %s".formatted(sku, edge, e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LaunchException("interrupted while creating the product " + sku, e);
    }
  }
}
