package flashsalelab.javalin;

import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.sale.backing.RedisBackings;
import flashsalelab.sale.fixture.RedisProcess;
import flashsalelab.sale.settings.SettingsReader;
import flashsalelab.web.config.EdgeSettings;
import flashsalelab.web.edge.RunningEdge;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class VirtualThreadServerTest {
  private final HttpClient http = HttpClient.newHttpClient();
  private RedisProcess redis;

  @BeforeEach
  void start() {
    redis = RedisProcess.start();
  }

  @AfterEach
  void stop() {
    http.close();
    redis.close();
  }

  private RunningEdge edge(int virtualThreads) throws IOException {
    SettingsReader reader =
        new SettingsReader(
            Map.of(
                "ADMIN_TOKEN", "12345678",
                "EDGE_PORT", "0",
                "REDIS_URL", redis.url(),
                "REDIS_TIMEOUT_MS", "20000",
                "RECONCILE_GRACE_MS", "120000",
                "MAX_SUBSCRIBERS", "0",
                "EDGE_VIRTUAL_THREADS", Integer.toString(virtualThreads)));
    ThreadSettings threads = ThreadSettings.read(reader);
    RunningEdge edge =
        RunningEdge.start(
            JavalinEdge.NAME,
            EdgeSettings.read(reader, new RedisBackings()),
            (settings, api) -> new VirtualThreadServer(settings, threads, api));
    Awaitility.await().until(() -> get(edge, "/readyz").join().statusCode() == 200);
    return edge;
  }

  private CompletableFuture<HttpResponse<String>> get(RunningEdge edge, String path) {
    return http.sendAsync(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + edge.port() + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private double metric(RunningEdge edge, String series) {
    return get(edge, "/metrics")
        .join()
        .body()
        .lines()
        .filter(line -> line.startsWith(series + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
        .sum();
  }

  @Test
  void requests_atOnce_eachRunOnAVirtualThread() throws IOException {
    try (RunningEdge edge = edge(100)) {
      List<CompletableFuture<HttpResponse<String>>> answers =
          IntStream.range(0, 100).mapToObj(i -> get(edge, "/api/products")).toList();
      assertThat(answers).allMatch(answer -> answer.join().statusCode() == 200);
      assertThat(metric(edge, "edge_handled_total{kind=\"virtual\"}")).isGreaterThanOrEqualTo(100);
      assertThat(metric(edge, "edge_handled_total{kind=\"platform\"}")).isZero();
      assertThat(metric(edge, "edge_handler_threads{kind=\"platform\"}")).isZero();
    }
  }

  @Test
  void requests_moreThanTheBound_waitForOthersToEnd() throws IOException {
    try (RunningEdge edge = edge(1)) {
      ConcurrentLinkedQueue<String> ended = new ConcurrentLinkedQueue<>();
      redis.command("CLIENT PAUSE 1000 WRITE");
      CompletableFuture<?> waiting =
          http.sendAsync(
                  HttpRequest.newBuilder(
                          URI.create(
                              "http://127.0.0.1:" + edge.port() + "/api/products/tee/purchases"))
                      .header("Content-Type", "application/json")
                      .header("Idempotency-Key", "k1")
                      .POST(
                          HttpRequest.BodyPublishers.ofString("{\"buyer\":\"ann\",\"quantity\":1}"))
                      .build(),
                  HttpResponse.BodyHandlers.ofString())
              .thenRun(() -> ended.add("purchase"));
      Awaitility.await().until(() -> redis.command("INFO clients").contains("blocked_clients:1"));
      CompletableFuture<?> behind = get(edge, "/healthz").thenRun(() -> ended.add("health"));
      CompletableFuture.allOf(waiting, behind).join();
      assertThat(ended).containsExactly("purchase", "health");
    }
  }
}
