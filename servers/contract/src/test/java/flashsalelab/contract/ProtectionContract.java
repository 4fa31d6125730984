package flashsalelab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an edge turns away, how early, and what it still answers meanwhile. */
final class ProtectionContract extends OwnProcessContract {
  @ParameterizedTest
  @ValueSource(strings = {"javalin", "jetty"})
  void purchases_aboveABuyersRate_are429AndTheKeyIsAsGoodAsNew(String name) throws Exception {
    Map<String, String> settings = Map.of("BUYER_RATE_PER_SECOND", "1", "BUYER_BURST", "3");
    try (EdgeChild edge = ready(name, settings)) {
      Client client = edge.client();
      String sku = client.product(50, 50);
      Answer last = client.buy(sku, "ann", "k0", 1).has(201);
      int passed = 1;
      while (last.status() == 201) {
        last = client.buy(sku, "ann", "k" + passed, 1);
        passed++;
      }
      last.isProblem(429, "too-many-requests");
      assertThat(last.header("Retry-After")).contains("1");
      assertThat(passed).isGreaterThan(3);
      client.buy(sku, "bob", "k0", 1).has(201);
      Thread.sleep(1_100);
      Answer again = client.buy(sku, "ann", "k" + (passed - 1), 1).has(201);
      assertThat(again.header("Idempotency-Replayed")).isEmpty();
      assertThat(client.get("/metrics").body())
          .contains("sale_purchases_total{outcome=\"rate_limited\"} 1.0");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"javalin", "jetty"})
  void purchase_thatIsShed_isAnsweredBeforeItsBodyAndNothingElseIsShed(String name)
      throws Exception {
    Map<String, String> settings =
        Map.of("MAX_IN_FLIGHT", "1", "REDIS_TIMEOUT_MS", "10000", "RECONCILE_GRACE_MS", "60000");
    try (EdgeChild edge = ready(name, settings)) {
      Client client = edge.client();
      String sku = client.product(5, 1);
      redis().command("CLIENT PAUSE 3000");
      CompletableFuture<Answer> first = client.buyAsync(sku, "ann", "k1", 1);
      Awaitility.await()
          .until(() -> client.get("/metrics").body().contains("edge_purchases_under_way 1.0"));
      String head =
          "POST /api/products/%s/purchases HTTP/1.1\r\nHost: test\r\nContent-Length: 28\r\n\r\n"
              .formatted(sku);
      try (Socket socket = connect(edge)) {
        write(socket, head);
        assertThat(RawRequest.answer(socket))
            .startsWith("HTTP/1.1 503")
            .containsIgnoringCase("Retry-After: 1")
            .contains("/problems/overloaded");
      }
      try (Socket socket = connect(edge)) {
        write(socket, head + "{\"buyer\":\"bob\",\"quantity\":1}");
        assertThat(RawRequest.answer(socket)).startsWith("HTTP/1.1 503");
        write(socket, "GET /healthz HTTP/1.1\r\nHost: test\r\n\r\n");
        assertThat(RawRequest.answer(socket)).as("kept open").startsWith("HTTP/1.1 200");
      }
      client.buy(sku, "bob", "k1", 1).isProblem(503, "overloaded");
      client.get("/healthz").has(200);
      assertThat(first.join().status()).isEqualTo(201);
      client.buy(sku, "bob", "k1", 1).has(201);
    }
  }

  private static Socket connect(EdgeChild edge) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), edge.port());
    socket.setSoTimeout(2_000);
    return socket;
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }
}
