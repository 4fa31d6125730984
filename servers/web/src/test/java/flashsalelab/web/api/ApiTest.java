package flashsalelab.web.api;

import static flashsalelab.sale.fixture.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.sale.Hold;
import flashsalelab.sale.HoldRequest;
import flashsalelab.sale.HoldResult;
import flashsalelab.sale.Product;
import flashsalelab.sale.Sale;
import flashsalelab.sale.StockGuard;
import flashsalelab.sale.backing.RedisBackings;
import flashsalelab.sale.fixture.RedisProcess;
import flashsalelab.sale.fixture.SaleFixture;
import flashsalelab.sale.queue.DecidingWorker;
import flashsalelab.sale.queue.PurchaseQueue;
import flashsalelab.sale.redis.RedisChargeReports;
import flashsalelab.sale.redis.RedisDeadLetters;
import flashsalelab.sale.redis.RedisOrderChanges;
import flashsalelab.sale.redis.RedisPurchaseQueue;
import flashsalelab.sale.settings.SettingsReader;
import flashsalelab.sale.stock.SteppedGuard;
import flashsalelab.sale.upkeep.Reconciler;
import flashsalelab.web.config.EdgeSettings;
import flashsalelab.web.http.ApiRequest;
import flashsalelab.web.http.ApiResponse;
import flashsalelab.web.http.Route;
import flashsalelab.web.http.Router;
import flashsalelab.web.live.LiveSources;
import flashsalelab.web.live.LiveUpdates;
import flashsalelab.web.metrics.EdgeMetrics;
import flashsalelab.web.openapi.OpenApi;
import flashsalelab.web.protection.Turn;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the contract answers when something is in the way; the rest is tested over HTTP. */
final class ApiTest {
  private static final String TOKEN = "12345678";
  private static final Map<String, String> JSON_FROM_ADMIN =
      Map.of("Authorization", "Bearer " + TOKEN, "Content-Type", "application/json");

  private RedisProcess server;
  private SaleFixture fixture;
  private EdgeMetrics metrics;
  private @Nullable LiveUpdates live;

  @BeforeEach
  void start() {
    server = RedisProcess.start();
    fixture = SaleFixture.on(server);
    metrics = new EdgeMetrics(new EdgeMetrics.Identity("test", "test", "sync", "none", "test"));
  }

  @AfterEach
  void stop() {
    if (live != null) {
      live.close();
    }
    metrics.close();
    fixture.close();
    server.close();
  }

  /** A guard whose answers to holds are the test's. */
  private final class ScriptedGuard extends SteppedGuard {
    private final CompletableFuture<HoldResult> holds;

    ScriptedGuard(CompletableFuture<HoldResult> holds) {
      super(fixture.records(), fixture.transitions());
      this.holds = holds;
    }

    @Override
    public CompletionStage<HoldResult> hold(HoldRequest request) {
      return holds;
    }

    @Override
    public CompletionStage<Void> giveBack(Hold held) {
      throw new AssertionError("nothing is released here");
    }
  }

  private Api api(StockGuard guard, Map<String, String> variables) {
    return api(fixture.sale(guard), variables);
  }

  private Api api(Sale sale, Map<String, String> variables) {
    Map<String, String> environment = new HashMap<>(variables);
    environment.put("ADMIN_TOKEN", TOKEN);
    EdgeSettings settings = EdgeSettings.read(new SettingsReader(environment), new RedisBackings());
    BackOffice office =
        new BackOffice(
            new RedisDeadLetters(fixture.redis(), fixture.inventory()),
            new Reconciler(fixture.inventory(), fixture.books(), settings.upkeep().grace()),
            new RedisChargeReports(fixture.redis()));
    live =
        LiveUpdates.start(
            new LiveSources(
                sale::offer, sale::order, new RedisOrderChanges(fixture.redis()), Api::orderBody),
            settings.live(),
            metrics.registry());
    return new Api(settings, sale, live, office, metrics, () -> fixture.redis().answers());
  }

  private static CompletionStage<ApiResponse> ask(
      Api api, String method, String path, Map<String, String> headers, String body) {
    Router.Found found = (Router.Found) api.router().match(method, path);
    Turn turn = api.begin(found.route());
    return api.serve(
            found.route(),
            new ApiRequest(
                found.parameters(),
                name -> headers.containsKey(name) ? List.of(headers.get(name)) : List.of(),
                body.getBytes(StandardCharsets.UTF_8)),
            turn)
        .whenComplete((answer, failure) -> turn.end())
        .thenApply(ApiResponse.class::cast);
  }

  private static CompletionStage<ApiResponse> buy(Api api, Product product, String buyer) {
    return ask(
        api,
        "POST",
        "/api/products/" + product.sku() + "/purchases",
        Map.of("Idempotency-Key", "k1"),
        "{\"buyer\":\"" + buyer + "\",\"quantity\":1}");
  }

  private static String body(ApiResponse response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  private static String header(ApiResponse response, String name) {
    return response.headers().stream()
        .filter(header -> header.name().equals(name))
        .map(ApiResponse.Header::value)
        .findFirst()
        .orElse("absent");
  }

  @Test
  void purchase_whoseHoldFails_isUnknownAndItsOrderCanBeAsked() {
    Product product = fixture.supplied(5, 1);
    CompletableFuture<HoldResult> lost =
        CompletableFuture.failedFuture(new IllegalStateException("no reply"));
    Api api = api(new ScriptedGuard(lost), Map.of());

    ApiResponse first = await(buy(api, product, "ann"));
    assertThat(first.status()).isEqualTo(202);
    assertThat(body(first)).startsWith("{\"outcome\":\"unknown\",\"order\":\"" + product.sku());
    ApiResponse again = await(buy(api, product, "ann"));
    assertThat(again.status()).isEqualTo(202);
    assertThat(header(again, "Idempotency-Replayed")).isEqualTo("true");
    assertThat(header(again, "Location")).isEqualTo(header(first, "Location"));
    ApiResponse order = await(ask(api, "GET", header(first, "Location"), Map.of(), ""));
    assertThat(order.status()).isEqualTo(200);
    assertThat(body(order)).startsWith("{\"outcome\":\"unknown\"");
    ApiResponse cancelled = await(ask(api, "DELETE", header(first, "Location"), Map.of(), ""));
    assertThat(cancelled.status()).isEqualTo(409);
    assertThat(body(cancelled)).contains("/problems/order-undecided");
    assertThat(header(cancelled, "Retry-After")).isEqualTo("1");
  }

  @Test
  void purchases_moreThanMayBeUnderWay_areRefusedUntilOneEnds() {
    Product product = fixture.supplied(5, 1);
    CompletableFuture<HoldResult> slow = new CompletableFuture<>();
    Api api =
        api(new ScriptedGuard(slow), Map.of("MAX_IN_FLIGHT", "1", "RETRY_AFTER_SECONDS", "7"));

    CompletionStage<ApiResponse> first = buy(api, product, "ann");
    ApiResponse refused = await(buy(api, product, "bob"));
    assertThat(refused.status()).isEqualTo(503);
    assertThat(header(refused, "Retry-After")).isEqualTo("7");
    assertThat(body(refused)).contains("/problems/overloaded");

    slow.complete(HoldResult.Held.WITHOUT_RECEIPT);
    assertThat(await(first).status()).isEqualTo(201);
    assertThat(await(buy(api, product, "bob")).status()).isEqualTo(201);
    assertThat(metrics.scrape())
        .contains("sale_purchases_total{outcome=\"overloaded\"} 1.0")
        .contains("sale_purchases_total{outcome=\"reserved\"} 2.0");
  }

  @Test
  void purchases_queued_areToldAsTheyStandAndRefusedWhereTheQueueIsFull() {
    Product product = fixture.supplied(1, 1);
    StockGuard guard = fixture.guard("semaphore");
    try (PurchaseQueue queue = fixture.queue(2, RedisPurchaseQueue.Times.USUAL)) {
      Api api = api(fixture.sale(queue, guard), Map.of("RETRY_AFTER_SECONDS", "7"));
      ApiResponse ann = await(buy(api, product, "ann"));
      ApiResponse bob = await(buy(api, product, "bob"));
      assertThat(ann.status()).isEqualTo(202);
      assertThat(body(ann)).startsWith("{\"outcome\":\"queued\",\"order\":\"" + product.sku());
      ApiResponse full = await(buy(api, product, "cid"));
      assertThat(full.status()).isEqualTo(503);
      assertThat(body(full)).contains("/problems/queue-full");
      assertThat(header(full, "Retry-After")).isEqualTo("7");

      ApiResponse waiting = await(ask(api, "GET", header(ann, "Location"), Map.of(), ""));
      assertThat(waiting.status()).isEqualTo(200);
      assertThat(body(waiting)).contains("\"state\":\"QUEUED\"").doesNotContain("heldUntil");
      ApiResponse cancelled = await(ask(api, "DELETE", header(ann, "Location"), Map.of(), ""));
      assertThat(cancelled.status()).isEqualTo(409);
      assertThat(body(cancelled)).contains("/problems/order-undecided");
      assertThat(header(cancelled, "Retry-After")).isEqualTo("7");

      queue.handTo(new DecidingWorker(guard));
      Awaitility.await().until(() -> await(buy(api, product, "bob")).status() == 409);
      ApiResponse again = await(buy(api, product, "ann"));
      assertThat(again.status()).isEqualTo(201);
      assertThat(header(again, "Idempotency-Replayed")).isEqualTo("true");
      ApiResponse rejected = await(ask(api, "GET", header(bob, "Location"), Map.of(), ""));
      assertThat(rejected.status()).isEqualTo(200);
      assertThat(body(rejected)).contains("\"state\":\"REJECTED\",\"reason\":\"sold_out\"");
    }
  }

  @Test
  void requests_whileRedisIsAway_are503WithRetryAfterAndNothingElseFails() {
    Product product = fixture.supplied(5, 1);
    Api api = api(fixture.guard("semaphore"), Map.of());
    server.stop();

    ApiResponse purchase = await(buy(api, product, "ann"));
    assertThat(purchase.status()).isEqualTo(503);
    assertThat(header(purchase, "Retry-After")).isEqualTo("1");
    for (String request :
        List.of(
            "GET /api/products",
            "GET /api/products/" + product.sku(),
            "POST /api/products/" + product.sku() + "/restocks {\"quantity\":1}",
            "PUT /api/products/" + product.sku() + "/sale {\"state\":\"open\"}",
            "PUT /api/products/" + product.sku() + "/sale {\"state\":\"closed\"}",
            "GET /api/products/" + product.sku() + "/events",
            "GET /api/orders/tee~AAAAAAAAAAAAAAAAAAAAAA",
            "GET /api/orders/tee~AAAAAAAAAAAAAAAAAAAAAA/events",
            "DELETE /api/orders/tee~AAAAAAAAAAAAAAAAAAAAAA",
            "GET /api/admin/dead-letters",
            "POST /api/admin/dead-letters/tee~AAAAAAAAAAAAAAAAAAAAAA/retry",
            "POST /api/admin/reconciliations",
            "GET /readyz")) {
      String[] parts = (request + " ").split(" ", 3);
      Map<String, String> key = Map.of("Idempotency-Key", "k1");
      ApiResponse answer = await(ask(api, parts[0], parts[1], key, parts[2]));
      assertThat(answer.status()).as(request).isEqualTo(503);
      assertThat(header(answer, "Retry-After")).as(request).isEqualTo("1");
    }
    assertThat(await(ask(api, "GET", "/healthz", Map.of(), "")).status()).isEqualTo(200);
    assertThat(metrics.scrape()).contains("sale_purchases_total{outcome=\"unavailable\"} 1.0");
  }

  @Test
  void routes_thatNeedNoBody_takeAnyWithinTheBound() {
    Api api = api(fixture.guard("semaphore"), Map.of("MAX_BODY_BYTES", "100"));
    Map<String, String> admin = Map.of("Authorization", "Bearer " + TOKEN);
    for (Route route : api.routes()) {
      int bodiless = route.body() == Route.Body.JSON ? 415 : 0;
      assertThat(refusal(api, route, admin, 100)).as(route.template()).isEqualTo(bodiless);
      int read = api.longestBody() + api.discardedBody();
      assertThat(refusal(api, route, JSON_FROM_ADMIN, read)).as(route.template()).isZero();
      assertThat(refusal(api, route, JSON_FROM_ADMIN, read + 1))
          .as(route.template())
          .isEqualTo(413);
    }
  }

  @Test
  void routes_areThoseOfTheDocument() {
    Api api = api(fixture.guard("semaphore"), Map.of());
    JsonNode paths =
        JsonMapper.shared()
            .readTree(body(await(ask(api, "GET", OpenApi.PATH, Map.of(), ""))))
            .path("paths");
    List<String> documented = new ArrayList<>();
    paths
        .properties()
        .forEach(path ->
            path.getValue()
                .properties()
                .forEach(operation ->
                    documented.add(
                        "%s %s admin=%s json=%s"
                            .formatted(
                                operation.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(),
                                operation.getValue().has("security"),
                                operation.getValue().has("requestBody")))));
    assertThat(api.routes())
        .extracting(route ->
            "%s %s admin=%s json=%s"
                .formatted(
                    route.method(),
                    route.template(),
                    route.access() == Route.Access.ADMIN,
                    route.body() == Route.Body.JSON))
        .containsExactlyInAnyOrderElementsOf(documented);
  }

  /** The status of the refusal; 0 if there is none. */
  private static int refusal(Api api, Route route, Map<String, String> headers, long length) {
    return api.refusal(
            route,
            name -> headers.containsKey(name) ? List.of(headers.get(name)) : List.of(),
            length)
        .map(ApiResponse::status)
        .orElse(0);
  }

  @Test
  void routes_ofAnAdmin_areRefusedWithoutTheToken() {
    Api api = api(fixture.guard("semaphore"), Map.of());
    List<String> admins =
        api.routes().stream()
            .filter(
                route -> refusal(api, route, Map.of("Content-Type", "application/json"), 0) == 401)
            .map(route -> route.method() + " " + route.template())
            .toList();
    assertThat(admins)
        .containsExactlyInAnyOrder(
            "POST /api/products",
            "POST /api/products/{sku}/restocks",
            "PUT /api/products/{sku}/sale",
            "GET /api/admin/dead-letters",
            "POST /api/admin/dead-letters/{id}/retry",
            "POST /api/admin/reconciliations");
  }
}
