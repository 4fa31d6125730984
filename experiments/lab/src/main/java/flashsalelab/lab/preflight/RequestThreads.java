package flashsalelab.lab.preflight;

import flashsalelab.lab.experiment.Preflight;
import flashsalelab.lab.launch.Deployment;
import flashsalelab.lab.measure.Metrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Which threads run the requests of an edge: asks each instance many things at once, then what its
 * handlers ran on.
 */
public final class RequestThreads implements Preflight {
  private static final int AT_ONCE = 64;
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final String expectation;
  private final Function<Metrics, Optional<String>> rule;

  private RequestThreads(String expectation, Function<Metrics, Optional<String>> rule) {
    this.expectation = expectation;
    this.rule = rule;
  }

  /** One platform thread runs every request of an instance. */
  public static RequestThreads oneEventLoop() {
    return new RequestThreads(
        "one event-loop thread handles every request",
        metrics -> {
          double threads = metrics.sum("edge_handler_threads", Map.of("kind", "platform"));
          double virtual = handled(metrics, "virtual");
          return threads == 1 && virtual == 0
              ? Optional.empty()
              : Optional.of(
                  "%.0f platform threads handled requests, and %.0f requests ran on virtual threads"
                      .formatted(threads, virtual));
        });
  }

  /** Every request runs on a virtual thread. */
  public static RequestThreads virtualThreadPerRequest() {
    return new RequestThreads(
        "a virtual thread handles each request",
        metrics -> {
          double virtual = handled(metrics, "virtual");
          double platform = handled(metrics, "platform");
          return virtual >= AT_ONCE && platform == 0
              ? Optional.empty()
              : Optional.of(
                  "%.0f requests ran on virtual threads, %.0f on platform threads"
                      .formatted(virtual, platform));
        });
  }

  private static double handled(Metrics metrics, String kind) {
    return metrics.sum("edge_handled_total", Map.of("kind", kind));
  }

  @Override
  public String expectation() {
    return expectation;
  }

  @Override
  public Optional<String> objection(Deployment deployment) {
    for (URI edge : deployment.edges()) {
      askManyThingsAtOnce(edge);
      Optional<String> objection = rule.apply(Metrics.scrape(edge));
      if (objection.isPresent()) {
        return objection.map(text -> edge + ": " + text);
      }
    }
    return Optional.empty();
  }

  private static void askManyThingsAtOnce(URI edge) {
    HttpRequest request =
        HttpRequest.newBuilder(edge.resolve("/api/products")).timeout(LIMIT).build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      List<CompletableFuture<HttpResponse<Void>>> answers =
          Stream.generate(() -> http.sendAsync(request, HttpResponse.BodyHandlers.discarding()))
              .limit(AT_ONCE)
              .toList();
      answers.forEach(CompletableFuture::join);
    } catch (CompletionException e) {
      throw new UncheckedIOException(new IOException(edge + " does not answer", e));
    }
  }
}
