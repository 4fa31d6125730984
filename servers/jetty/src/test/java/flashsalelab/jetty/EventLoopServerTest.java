package flashsalelab.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.sale.backing.RedisBackings;
import flashsalelab.sale.fixture.RedisProcess;
import flashsalelab.sale.settings.SettingsReader;
import flashsalelab.web.config.EdgeSettings;
import flashsalelab.web.edge.RunningEdge;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class EventLoopServerTest {
  private static final String PURCHASE =
      String.join(
          "\r\n",
          "POST /api/products/tee/purchases HTTP/1.1",
          "Host: test",
          "Idempotency-Key: slow",
          "Content-Type: application/json",
          "");

  private final HttpClient http = HttpClient.newHttpClient();
  private RedisProcess redis;
  private RunningEdge edge;

  @BeforeEach
  void start() throws IOException {
    redis = RedisProcess.start();
    SettingsReader reader =
        new SettingsReader(
            Map.of(
                "ADMIN_TOKEN", "12345678",
                "EDGE_PORT", "0",
                "REDIS_URL", redis.url(),
                "REQUEST_TIMEOUT_MS", "3000",
                "SHED_ABOVE_MS", "0",
                "SHUTDOWN_GRACE_MS", "3000"));
    edge =
        RunningEdge.start(
            JettyEdge.NAME, EdgeSettings.read(reader, new RedisBackings()), EventLoopServer::new);
    Awaitility.await().until(() -> get("/readyz").statusCode() == 200);
    assertThat(
            send(request("/api/products")
                    .header("Authorization", "Bearer 12345678")
                    .POST(
                        HttpRequest.BodyPublishers.ofString(
                            """
                            {"sku":"tee","name":"Tee","price":1,"stock":50,"perBuyer":1}
                            """)))
                .statusCode())
        .isEqualTo(201);
  }

  @AfterEach
  void stop() {
    http.close();
    edge.close();
    redis.close();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + edge.port() + path))
        .header("Content-Type", "application/json");
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    return http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString()).join();
  }

  private HttpResponse<String> get(String path) {
    return send(request(path).GET());
  }

  private CompletableFuture<HttpResponse<String>> buy(int buyer) {
    String body = "{\"buyer\":\"buyer-" + buyer + "\",\"quantity\":1}";
    return http.sendAsync(
        request("/api/products/tee/purchases")
            .header("Idempotency-Key", "k")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), edge.port());
    socket.setSoTimeout(20_000);
    return socket;
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  private static String readAll(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  @Test
  void requests_atOnce_allRunOnOneThread() {
    List<CompletableFuture<HttpResponse<String>>> answers =
        IntStream.range(0, 400).mapToObj(this::buy).toList();
    List<Integer> statuses = answers.stream().map(answer -> answer.join().statusCode()).toList();
    assertThat(statuses).filteredOn(status -> status == 201).hasSize(50);
    assertThat(statuses).filteredOn(status -> status == 409).hasSize(350);
    get("/api/products");

    assertThat(get("/metrics").body())
        .contains("edge_handler_threads{kind=\"platform\"} 1.0")
        .contains("edge_handled_total{kind=\"virtual\"} 0.0")
        .doesNotContain("edge_handled_total{kind=\"platform\"} 0.0");
  }

  @Test
  void requests_pipelined_allRunOnOneThread() throws IOException {
    String request = "GET /api/products HTTP/1.1\r\nHost: test\r\n\r\n";
    String last = "GET /healthz HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n";
    try (Socket client = connect()) {
      write(client, request.repeat(50) + last);
      assertThat(readAll(client).split("HTTP/1.1 200", -1)).hasSize(52);
    }
    assertThat(get("/metrics").body()).contains("edge_handler_threads{kind=\"platform\"} 1.0");
  }

  @Test
  void requests_whileRedisStalls_doNotBlockTheLoop() {
    redis.command("CLIENT PAUSE 1000");
    List<CompletableFuture<HttpResponse<String>>> stalled =
        IntStream.range(0, 20).mapToObj(this::buy).toList();
    assertThat(get("/healthz").statusCode()).isEqualTo(200);
    assertThat(stalled).noneMatch(CompletableFuture::isDone);
    stalled.forEach(CompletableFuture::join);
    assertThat(get("/metrics").body()).contains("edge_handler_threads{kind=\"platform\"} 1.0");
  }

  @Test
  void body_inPieces_isReadWhileOthersAreServed() throws IOException {
    try (Socket slow = connect()) {
      write(slow, PURCHASE + "Connection: close\r\nContent-Length: 28\r\n\r\n{\"buyer\":");
      assertThat(buy(1).join().statusCode()).isEqualTo(201);
      write(slow, "\"ann\",\"quantity\":1");
      assertThat(buy(2).join().statusCode()).isEqualTo(201);
      write(slow, "}");
      assertThat(readAll(slow)).startsWith("HTTP/1.1 201").contains("\"outcome\":\"reserved\"");
    }
    assertThat(get("/metrics").body()).contains("edge_handler_threads{kind=\"platform\"} 1.0");
  }

  @Test
  void body_thatDoesNotArrive_is408AndTheConnectionIsClosed() throws IOException {
    try (Socket slow = connect()) {
      write(slow, PURCHASE + "Content-Length: 28\r\n\r\n{\"buyer\":");
      assertThat(readAll(slow)).startsWith("HTTP/1.1 408").contains("/problems/request-timeout");
    }
    assertThat(get("/metrics").body()).contains("edge_handler_threads{kind=\"platform\"} 1.0");
  }

  @Test
  void body_cutOff_leavesTheServerServing() throws IOException {
    try (Socket broken = connect()) {
      write(broken, PURCHASE + "Content-Length: 28\r\n\r\n{\"buyer\":");
    }
    assertThat(buy(1).join().statusCode()).isEqualTo(201);
    assertThat(get("/metrics").body()).contains("edge_handler_threads{kind=\"platform\"} 1.0");
  }
}
