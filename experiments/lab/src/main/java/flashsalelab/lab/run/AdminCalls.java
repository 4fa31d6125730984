package flashsalelab.lab.run;

import flashsalelab.lab.launch.Deployment;
import flashsalelab.lab.launch.LaunchException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Admin calls to an edge, past the balancer, so that its count is the load's alone. */
final class AdminCalls {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final URI edge;
  private final String token;

  /** Calls to the first edge that serves. */
  AdminCalls(Deployment deployment) {
    edge = deployment.edges().getFirst();
    token = deployment.adminToken();
  }

  /**
   * Posts something.
   *
   * @param purpose what the call is for, in words
   * @param body JSON, or nothing
   * @return the answer's body
   * @throws LaunchException if the answer is not the expected one
   */
  String post(String purpose, String path, String body, int expected) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(edge.resolve(path))
            .timeout(LIMIT)
            .header("Authorization", "Bearer " + token)
            .POST(
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    try {
      HttpResponse<String> answer =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != expected) {
        throw new LaunchException(
            "%s failed at %s: %d %s".formatted(purpose, edge, answer.statusCode(), answer.body()));
      }
      return answer.body();
    } catch (IOException e) {
      throw new LaunchException("%s failed at %s: %s".formatted(purpose, edge, e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LaunchException(purpose + " was interrupted", e);
    }
  }
}
