package flashsalelab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.lab.launch.Deployment;
import flashsalelab.lab.launch.Topology;
import flashsalelab.lab.launch.process.ProcessLauncher;
import flashsalelab.lab.measure.Metrics;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every row of the contract. A subclass says which system it is run against. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class HttpContract {
  private static final Map<String, String> SETTINGS =
      Map.of(
          "REDIS_TIMEOUT_MS", "400",
          "REDIS_RETRIES", "0",
          "MAX_BODY_BYTES", "1024",
          "MAX_HEADER_BYTES", "4096",
          "HOLD_SECONDS", "120");

  private final String edge;
  private final @Nullable String balancing;
  private ProcessLauncher launcher;
  private Deployment system;
  private Client client;

  /**
   * @param balancing the balancer's algorithm; null for none
   */
  HttpContract(String edge, @Nullable String balancing) {
    this.edge = edge;
    this.balancing = balancing;
  }

  @BeforeAll
  void deploy(@TempDir Path folder) {
    launcher = new ProcessLauncher(Path.of(System.getProperty("lab.root")), folder);
    system = launcher.deploy(new Topology(edge, 1, SETTINGS, balancing), folder);
    client = new Client(system.entrance(), system.adminToken());
  }

  @AfterAll
  void end() {
    if (launcher != null) {
      launcher.close();
    }
  }

  private String redis(String command) {
    return new RedisWire(system.redis()).command(command);
  }

  // Products.

  @Test
  void product_created_isFoundAndListed() {
    String sku = Client.fresh("tee");
    Answer created =
        client
            .create(
                """
                {"sku":"%s","name":"Té ✓","price":1999,"stock":7,"perBuyer":2,
                 "opensAt":"2020-01-01T01:00:00+01:00","closesAt":"2099-01-01T00:00:00Z"}\
                """
                    .formatted(sku))
            .has(201);
    assertThat(created.header("Location")).contains("/api/products/" + sku);
    Answer found = client.get("/api/products/" + sku).has(200);
    assertThat(found.header("Content-Type")).contains("application/json");
    assertThat(found.json()).isEqualTo(created.json());
    assertThat(found.body())
        .isEqualTo(
            """
            {"sku":"%s","name":"Té ✓","price":1999,"stock":7,"supplied":7,"perBuyer":2,\
            "saleState":"open","opensAt":"2020-01-01T00:00:00Z","closesAt":"2099-01-01T00:00:00Z"}\
            """
                .formatted(sku));
    assertThat(client.get("/api/products").has(200).json().path("products")).contains(found.json());
  }

  @Test
  void product_ofASkuThatExists_is409AndUnchanged() {
    String sku = client.product(5, 1);
    client
        .create(
            """
            {"sku":"%s","name":"Other","price":1,"stock":900,"perBuyer":9}\
            """
                .formatted(sku))
        .isProblem(409, "product-exists");
    assertThat(client.get("/api/products/" + sku).json().path("stock").asInt()).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer wrong-token", "Bearer", "Basic YWRtaW46YWRtaW4="})
  void product_createdWithoutTheToken_is401(String authorization) {
    HttpRequest.Builder request =
        client
            .request("/api/products")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{}"));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    Answer answer = client.send(request).isProblem(401, "unauthorized");
    assertThat(answer.header("WWW-Authenticate")).contains("Bearer");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          sku      | {"name":"T","price":1,"stock":1,"perBuyer":1}
          sku      | {"sku":"a b","name":"T","price":1,"stock":1,"perBuyer":1}
          sku      | {"sku":7,"name":"T","price":1,"stock":1,"perBuyer":1}
          name     | {"sku":"x","name":"","price":1,"stock":1,"perBuyer":1}
          price    | {"sku":"x","name":"T","price":19.99,"stock":1,"perBuyer":1}
          price    | {"sku":"x","name":"T","price":-1,"stock":1,"perBuyer":1}
          price    | {"sku":"x","name":"T","price":"1","stock":1,"perBuyer":1}
          stock    | {"sku":"x","name":"T","price":1,"stock":-1,"perBuyer":1}
          stock    | {"sku":"x","name":"T","price":1,"stock":1000000001,"perBuyer":1}
          perBuyer | {"sku":"x","name":"T","price":1,"stock":1,"perBuyer":0}
          perBuyer | {"sku":"x","name":"T","price":1,"stock":1,"perBuyer":null}
          opensAt  | {"sku":"x","name":"T","price":1,"stock":1,"perBuyer":1,"opensAt":"soon"}
          closesAt | {"sku":"x","name":"T","price":1,"stock":1,"perBuyer":1,"opensAt":"2026-01-01T00:00:00Z","closesAt":"2026-01-01T00:00:00Z"}
          colour   | {"sku":"x","name":"T","price":1,"stock":1,"perBuyer":1,"colour":"red"}
          """)
  void product_thatIsNotValid_is400NamingTheField(String field, String json) {
    Answer answer = client.create(json).isProblem(400, "invalid-request");
    assertThat(answer.text("field")).isEqualTo(field);
  }

  @Test
  void product_thatIsNone_is404() {
    client.get("/api/products/" + Client.fresh("none")).isProblem(404, "product-not-found");
  }

  // Purchases: a row for each outcome.

  @Test
  void purchase_reserved_is201WithTheOrder() {
    String sku = client.product(5, 2);
    Instant before = Instant.now();
    Answer answer = client.buy(sku, "ann", "k1", 2).has(201).hasOutcome("reserved");
    String order = answer.text("order");
    assertThat(answer.body())
        .startsWith("{\"outcome\":\"reserved\",\"order\":\"" + order + "\",\"state\":\"RESERVED\"");
    assertThat(answer.header("Location")).contains("/api/orders/" + order);
    assertThat(answer.header("Idempotency-Replayed")).isEmpty();
    assertThat(Instant.parse(answer.text("heldUntil")))
        .isBetween(before.plusSeconds(119), Instant.now().plusSeconds(121));
    assertThat(client.get("/api/products/" + sku).json().path("stock").asInt()).isEqualTo(3);

    Answer found = client.get("/api/orders/" + order).has(200);
    assertThat(found.text("order")).isEqualTo(order);
    assertThat(found.text("sku")).isEqualTo(sku);
    assertThat(found.text("buyer")).isEqualTo("ann");
    assertThat(found.json().path("quantity").asInt()).isEqualTo(2);
    assertThat(found.text("state")).isEqualTo("RESERVED");
    assertThat(found.text("heldUntil")).isEqualTo(answer.text("heldUntil"));
    assertThat(found.json().path("history")).hasSize(1);
    client.get("/api/orders/" + order.replace("~", "%7E")).has(200);
  }

  @Test
  void purchase_soldOut_is409() {
    String sku = client.product(0, 1);
    client.buy(sku, "ann", "k1", 1).isProblem(409, "sold-out").hasOutcome("sold_out");
  }

  @Test
  void purchase_aboveTheLimit_is409() {
    String sku = client.product(5, 1);
    client.buy(sku, "ann", "k1", 1).has(201);
    Answer answer = client.buy(sku, "ann", "k2", 1).isProblem(409, "limit-reached");
    answer.hasOutcome("limit_reached");
    assertThat(answer.json().path("perBuyer").asInt()).isEqualTo(1);
  }

  @Test
  void purchase_beforeTheSale_is403WithTheOpening() {
    String sku = productWith("\"opensAt\":\"2099-01-01T00:00:00Z\"");
    Answer answer = client.buy(sku, "ann", "k1", 1).isProblem(403, "sale-not-open");
    answer.hasOutcome("sale_not_open");
    assertThat(answer.text("opensAt")).isEqualTo("2099-01-01T00:00:00Z");
    assertThat(client.get("/api/products/" + sku).text("saleState")).isEqualTo("not_open");
  }

  @Test
  void purchase_afterTheSale_is403() {
    String sku = productWith("\"closesAt\":\"2020-01-01T00:00:00Z\"");
    client.buy(sku, "ann", "k1", 1).isProblem(403, "sale-closed").hasOutcome("sale_closed");
    assertThat(client.get("/api/products/" + sku).text("saleState")).isEqualTo("closed");
  }

  private String productWith(String members) {
    String sku = Client.fresh("tee");
    client
        .create(
            """
            {"sku":"%s","name":"Tee","price":1,"stock":5,"perBuyer":1,%s}\
            """
                .formatted(sku, members))
        .has(201);
    return sku;
  }

  @Test
  void purchase_ofNoProduct_is404() {
    client.buy(Client.fresh("none"), "ann", "k1", 1).isProblem(404, "product-not-found");
  }

  @Test
  void purchase_whoseHoldIsLost_is202AndTellsThePresentState() {
    String sku = client.product(5, 1);
    redis("DEL sale:{%s}:stock".formatted(sku));
    redis("LPUSH sale:{%s}:stock broken".formatted(sku));
    Answer first = client.buy(sku, "ann", "k1", 1).has(202).hasOutcome("unknown");
    assertThat(first.header("Location")).contains("/api/orders/" + first.text("order"));
    Answer again = client.buy(sku, "ann", "k1", 1).has(202).hasOutcome("unknown");
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.header("Idempotency-Replayed")).contains("true");
    client.get("/api/orders/" + first.text("order")).has(200).hasOutcome("unknown");
    redis("DEL sale:{%s}:stock".formatted(sku));
  }

  @Test
  void purchase_whileRedisStalls_is503AndCanBeSentAgain() {
    String sku = client.product(5, 1);
    redis("CLIENT PAUSE 1500");
    Answer refused = client.buy(sku, "ann", "k1", 1).isProblem(503, "unavailable");
    assertThat(refused.header("Retry-After")).contains("1");
    redis("PING");
    Answer answer = client.buy(sku, "ann", "k1", 1).has(201);
    assertThat(answer.header("Idempotency-Replayed")).isEmpty();
    assertThat(redis("GET sale:{%s}:stock".formatted(sku))).isEqualTo("4");
  }

  @Test
  void purchases_moreThanUnits_reserveExactlyTheUnits() {
    String sku = client.product(50, 1);
    List<CompletableFuture<Answer>> answers =
        IntStream.range(0, 200).mapToObj(i -> client.buyAsync(sku, "buyer-" + i, "k", 1)).toList();
    List<Answer> reserved =
        answers.stream().map(CompletableFuture::join).filter(a -> a.status() == 201).toList();
    assertThat(reserved).hasSize(50).extracting(a -> a.text("order")).doesNotHaveDuplicates();
    assertThat(answers).filteredOn(a -> a.join().status() == 409).hasSize(150);
    assertThat(redis("XLEN sale:{%s}:ledger".formatted(sku))).isEqualTo("50");
    assertThat(redis("GET sale:{%s}:stock".formatted(sku))).isEqualTo("0");
  }

  // Idempotency.

  @Test
  void purchase_sentAgain_isAnsweredTheSameAndMarked() {
    String sku = client.product(1, 1);
    String early = productWith("\"opensAt\":\"2099-01-01T00:00:00Z\"");
    assertReplayed(client.buy(sku, "ann", "k1", 1), client.buy(sku, "ann", "k1", 1), 201);
    assertReplayed(client.buy(sku, "bob", "k1", 1), client.buy(sku, "bob", "k1", 1), 409);
    assertReplayed(client.buy(sku, "ann", "k2", 1), client.buy(sku, "ann", "k2", 1), 409);
    assertReplayed(client.buy(early, "ann", "k1", 1), client.buy(early, "ann", "k1", 1), 403);
    assertThat(redis("XLEN sale:{%s}:ledger".formatted(sku))).isEqualTo("1");
  }

  private static void assertReplayed(Answer first, Answer again, int status) {
    first.has(status);
    again.has(status);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.header("Location")).isEqualTo(first.header("Location"));
    assertThat(first.header("Idempotency-Replayed")).isEmpty();
    assertThat(again.header("Idempotency-Replayed")).contains("true");
  }

  @Test
  void purchase_withAnotherSpellingOfTheBody_isTheSame() {
    String sku = client.product(5, 5);
    client.buy(sku, "ann", "k1", 1).has(201);
    Answer again =
        client.send(
            client.purchase(sku, "k1", " { \"quantity\" : 1, \"buyer\" : \"\\u0061nn\" } "));
    assertThat(again.has(201).header("Idempotency-Replayed")).contains("true");
  }

  @Test
  void purchase_withTheKeyOfAnotherBody_is422() {
    String sku = client.product(5, 5);
    client.buy(sku, "ann", "k1", 1).has(201);
    client.buy(sku, "ann", "k1", 2).isProblem(422, "key-reused");
    client.buy(sku, "bob", "k1", 2).has(201);
  }

  // Strict input.

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          buyer    | {"quantity":1}
          buyer    | {"buyer":null,"quantity":1}
          buyer    | {"buyer":"","quantity":1}
          buyer    | {"buyer":"a b","quantity":1}
          buyer    | {"buyer":"é","quantity":1}
          buyer    | {"buyer":7,"quantity":1}
          buyer    | {"buyer":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","quantity":1}
          quantity | {"buyer":"ann"}
          quantity | {"buyer":"ann","quantity":0}
          quantity | {"buyer":"ann","quantity":-1}
          quantity | {"buyer":"ann","quantity":1001}
          quantity | {"buyer":"ann","quantity":1.5}
          quantity | {"buyer":"ann","quantity":1e400}
          quantity | {"buyer":"ann","quantity":"1"}
          quantity | {"buyer":"ann","quantity":99999999999999999999999}
          quantity | {"buyer":"ann","quantity":true}
          extra    | {"buyer":"ann","quantity":1,"extra":1}
          """)
  void purchase_thatIsNotValid_is400NamingTheField(String field, String json) {
    String sku = client.product(5, 5);
    Answer answer = client.send(client.purchase(sku, "k1", json)).isProblem(400, "invalid-request");
    assertThat(answer.text("field")).isEqualTo(field);
    assertThat(redis("GET sale:{%s}:stock".formatted(sku))).isEqualTo("5");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "{\"buyer\":\"ann\",\"quantity\":1}x",
        "{\"buyer\":\"ann\",\"quantity\":1,\"quantity\":2}",
        "buyer=ann&quantity=1"
      })
  void purchase_whoseBodyIsNoJsonObject_is400(String body) {
    client.send(client.purchase("tee", "k1", body)).isProblem(400, "invalid-request");
  }

  @Test
  void purchase_whoseBodyIsNotUtf8_is400() {
    byte[] latin1 = "{\"buyer\":\"é\",\"quantity\":1}".getBytes(StandardCharsets.ISO_8859_1);
    HttpRequest.Builder request =
        client
            .purchase("tee")
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", "k1")
            .POST(BodyPublishers.ofByteArray(latin1));
    assertThat(client.send(request).isProblem(400, "invalid-request").text("detail"))
        .contains("UTF-8");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a b", "kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk"})
  void purchase_withAKeyThatIsNotValid_is400NamingTheField(String key) {
    Answer answer =
        client
            .send(client.purchase("tee", key, "{\"buyer\":\"ann\",\"quantity\":1}"))
            .isProblem(400, "invalid-request");
    assertThat(answer.text("field")).isEqualTo("Idempotency-Key");
  }

  @Test
  void purchase_withNoKeyOrTwo_is400NamingTheField() {
    HttpRequest.Builder none =
        client
            .purchase("tee")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"buyer\":\"ann\",\"quantity\":1}"));
    HttpRequest.Builder two =
        none.copy().header("Idempotency-Key", "k1").header("Idempotency-Key", "k2");
    for (HttpRequest.Builder request : List.of(none, two)) {
      Answer answer = client.send(request).isProblem(400, "invalid-request");
      assertThat(answer.text("field")).isEqualTo("Idempotency-Key");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/json; charset=latin1", "application/xml", ""})
  void purchase_ofAnotherMediaType_is415(String type) {
    HttpRequest.Builder request =
        client
            .purchase("tee")
            .header("Idempotency-Key", "k1")
            .POST(BodyPublishers.ofString("{\"buyer\":\"ann\",\"quantity\":1}"));
    if (!type.isEmpty()) {
      request.header("Content-Type", type);
    }
    client.send(request).isProblem(415, "unsupported-media-type");
  }

  @Test
  void purchase_withAnEncodedBody_is415() {
    HttpRequest.Builder request = client.purchase("tee", "k1", "{}");
    client
        .send(request.header("Content-Encoding", "gzip"))
        .isProblem(415, "unsupported-media-type");
  }

  @Test
  void purchase_inJsonWithACharset_isAccepted() {
    String sku = client.product(5, 1);
    HttpRequest.Builder request =
        client
            .purchase(sku)
            .header("Content-Type", "Application/JSON;charset=UTF-8")
            .header("Idempotency-Key", "k1")
            .POST(BodyPublishers.ofString("{\"buyer\":\"ann\",\"quantity\":1}"));
    client.send(request).has(201);
  }

  @Test
  void purchase_withALongBody_is413() {
    String longBody = "{\"buyer\":\"" + "a".repeat(2_000) + "\"}";
    client.send(client.purchase("tee", "k1", longBody)).isProblem(413, "payload-too-large");
    byte[] bytes = longBody.getBytes(StandardCharsets.UTF_8);
    HttpRequest.Builder chunked =
        client
            .purchase("tee")
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", "k1")
            .POST(BodyPublishers.fromPublisher(BodyPublishers.ofByteArrays(List.of(bytes))));
    client.send(chunked).isProblem(413, "payload-too-large");
  }

  // Everything else.

  @ParameterizedTest
  @ValueSource(strings = {"x", "tee~short", "tee~AAAAAAAAAAAAAAAAAAAAAA"})
  void order_thatIsNone_is404(String id) {
    client.get("/api/orders/" + id).isProblem(404, "order-not-found");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/api", "/api/products/tee/", "/api/products/tee/nothing"})
  void path_thatIsNone_is404(String path) {
    client.get(path).isProblem(404, "not-found");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          DELETE | /api/products               | GET, HEAD, POST
          PUT    | /api/products/tee           | GET, HEAD
          GET    | /api/products/tee/purchases | POST
          POST   | /healthz                    | GET, HEAD
          """)
  void method_thatIsNotAllowed_is405WithAllow(String method, String path, String allow) {
    Answer answer =
        client
            .send(client.request(path).method(method, BodyPublishers.noBody()))
            .isProblem(405, "method-not-allowed");
    assertThat(answer.header("Allow")).contains(allow);
  }

  @Test
  void head_ofAResource_isItsGetWithoutTheBody() {
    Answer head = client.send(client.request("/healthz").HEAD()).has(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.header("Content-Type")).contains("application/json");
  }

  @Test
  void header_thatIsTooLarge_is431() {
    client
        .send(client.request("/healthz").header("X-Large", "x".repeat(5_000)))
        .isProblem(431, "header-too-large");
  }

  @Test
  void process_running_isAliveAndReady() {
    assertThat(client.get("/healthz").has(200).text("status")).isEqualTo("alive");
    assertThat(client.get("/readyz").has(200).text("status")).isEqualTo("ready");
  }

  @Test
  void metrics_afterPurchases_countEveryAnswerOnce() {
    URI instance = system.edges().getFirst();
    Map<String, String> info = Metrics.scrape(instance).labelsOf("sale_info");
    assertThat(info)
        .containsEntry("edge", edge)
        .containsEntry("guard", "semaphore")
        .containsEntry("instance", "edge-1");
    String sku = client.product(1, 1);
    Map<String, Integer> expected =
        Map.of("reserved", 1, "replayed", 2, "sold_out", 1, "limit_reached", 1, "invalid", 1);
    Metrics before = Metrics.scrape(instance);
    client.buy(sku, "ann", "k1", 1);
    client.buy(sku, "ann", "k1", 1);
    client.buy(sku, "ann", "k1", 1);
    client.buy(sku, "bob", "k1", 1);
    client.buy(sku, "ann", "k2", 1);
    client.send(client.purchase(sku, "k3", "{}"));
    Metrics after = Metrics.scrape(instance);
    expected.forEach((outcome, count) ->
        assertThat(purchases(after, outcome) - purchases(before, outcome))
            .as(outcome)
            .isEqualTo(count.doubleValue()));
  }

  private static double purchases(Metrics metrics, String outcome) {
    return metrics.sum("sale_purchases_total", Map.of("outcome", outcome));
  }
}
