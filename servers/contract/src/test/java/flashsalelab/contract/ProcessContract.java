package flashsalelab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How an edge starts, and how it lives without Redis and with clients that fail. */
final class ProcessContract extends OwnProcessContract {
  private EdgeChild start(String edge) {
    return start(edge, Map.of("REDIS_TIMEOUT_MS", "3000"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"javalin", "jetty"})
  void process_withoutRedis_isLiveNotReadyAndRecovers(String name) {
    try (EdgeChild edge = start(name)) {
      Client client = edge.client();
      edge.awaitStatus("/healthz", 200);
      client.get("/readyz").isProblem(503, "unavailable");
      Answer refused = client.buy("tee", "ann", "k1", 1).isProblem(503, "unavailable");
      assertThat(refused.header("Retry-After")).contains("1");

      redis().restart();
      edge.awaitStatus("/readyz", 200);
      client.buy(client.product(5, 1), "ann", "k1", 1).has(201);

      redis().stop();
      client.get("/readyz").isProblem(503, "unavailable");
      client.buy("tee", "ann", "k2", 1).isProblem(503, "unavailable");
      client.get("/healthz").has(200);

      redis().restart();
      edge.awaitStatus("/readyz", 200);
      client.buy(client.product(5, 1), "ann", "k1", 1).has(201);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"javalin", "jetty"})
  void start_onATakenPort_saysSoInOneLineAndEndsWithOne(String name) throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        EdgeChild edge =
            start(
                name,
                Map.of(
                    "LOG_LEVEL", "ERROR", "EDGE_PORT", Integer.toString(taken.getLocalPort())))) {
      assertThat(edge.exit(30_000)).isEqualTo(1);
      assertThat(edge.log().lines())
          .singleElement()
          .asString()
          .contains("EDGE_PORT", "127.0.0.1:" + taken.getLocalPort());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"javalin", "jetty"})
  void start_withWrongSettings_namesThemAllAndEndsWithOne(String name) throws Exception {
    try (EdgeChild edge =
        start(name, Map.of("EDGE_PORT", "http", "SALE_GUARD", "luck", "ADMIN_TOKEN", "short"))) {
      assertThat(edge.exit(30_000)).isEqualTo(1);
      assertThat(edge.log())
          .contains("EDGE_PORT must be", "SALE_GUARD must be one of semaphore, ")
          .contains("ADMIN_TOKEN is too short");
      assertThat(edge.log().lines()).hasSize(3);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          javalin | Content-Length: 28         | {"buyer": | 408 | request-timeout
          jetty   | Content-Length: 28         | {"buyer": | 408 | request-timeout
          javalin | Transfer-Encoding: chunked | zz        | 400 | invalid-request
          jetty   | Transfer-Encoding: chunked | zz        | 400 | invalid-request
          """)
  void body_thatDoesNotArriveWhole_isAProblemAndEndsTheConnection(
      String name, String framing, String start, int status, String type) throws IOException {
    try (EdgeChild edge = ready(name, Map.of("REQUEST_TIMEOUT_MS", "500"))) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), edge.port())) {
        socket.setSoTimeout(10_000);
        String request =
            String.join(
                "\r\n",
                "POST /api/products/tee/purchases HTTP/1.1",
                "Host: test",
                "Content-Type: application/json",
                "Idempotency-Key: k1",
                framing,
                "",
                start + "\r\n");
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
            .startsWith("HTTP/1.1 " + status)
            .contains("/problems/" + type);
      }
      assertThat(edge.log()).doesNotContain("ERROR").doesNotContain("WARN");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"javalin", "jetty"})
  void log_asJson_isJsonLineByLine(String name) {
    try (EdgeChild edge = ready(name, Map.of("LOG_FORMAT", "json"))) {
      assertThat(edge.log().lines()).isNotEmpty().allMatch(line -> line.startsWith("{\""));
      assertThat(edge.log()).doesNotContain(EdgeChild.TOKEN);
    }
  }
}
