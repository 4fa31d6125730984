package flashsalelab.web.api;

import static flashsalelab.sale.fixture.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.sale.HoldRequest;
import flashsalelab.sale.HoldResult;
import flashsalelab.sale.Product;
import flashsalelab.sale.Sku;
import flashsalelab.sale.StockGuard;
import flashsalelab.sale.fixture.RedisProcess;
import flashsalelab.sale.fixture.SaleFixture;
import flashsalelab.sale.settings.SettingsReader;
import flashsalelab.web.config.EdgeSettings;
import flashsalelab.web.http.ApiRequest;
import flashsalelab.web.http.ApiResponse;
import flashsalelab.web.http.Router;
import flashsalelab.web.metrics.EdgeMetrics;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the contract answers when something is in the way; the rest is tested over HTTP. */
final class ApiTest {
  private RedisProcess server;
  private SaleFixture fixture;
  private EdgeMetrics metrics;

  @BeforeEach
  void start() {
    server = RedisProcess.start();
    fixture = SaleFixture.on(server);
    metrics = new EdgeMetrics("test", "test", "test");
  }

  @AfterEach
  void stop() {
    metrics.close();
    fixture.close();
    server.close();
  }

  /** A guard whose answers to holds are the test's. */
  private record ScriptedGuard(StockGuard guard, CompletableFuture<HoldResult> holds)
      implements StockGuard {
    @Override
    public CompletionStage<Boolean> supply(Product product) {
      return guard.supply(product);
    }

    @Override
    public CompletionStage<HoldResult> hold(HoldRequest request) {
      return holds;
    }

    @Override
    public CompletionStage<Void> giveBack(HoldRequest held) {
      return guard.giveBack(held);
    }

    @Override
    public CompletionStage<Integer> free(Sku sku) {
      return guard.free(sku);
    }
  }

  private Api api(StockGuard guard, Map<String, String> variables) {
    SettingsReader reader = new SettingsReader(variables);
    EdgeSettings settings = EdgeSettings.read(reader);
    return new Api(
        settings, fixture.sale(guard), Clock.systemUTC(), metrics, () -> fixture.redis().answers());
  }

  private static CompletionStage<ApiResponse> ask(
      Api api, String method, String path, Map<String, String> headers, String body) {
    Router.Found found = (Router.Found) api.router().match(method, path);
    return api.serve(
        found.route(),
        new ApiRequest(
            found.parameters(),
            name -> headers.containsKey(name) ? List.of(headers.get(name)) : List.of(),
            body.getBytes(StandardCharsets.UTF_8)));
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
    Api api = api(new ScriptedGuard(fixture.guard("semaphore"), lost), Map.of());

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
  }

  @Test
  void purchases_moreThanMayBeUnderWay_areRefusedUntilOneEnds() {
    Product product = fixture.supplied(5, 1);
    CompletableFuture<HoldResult> slow = new CompletableFuture<>();
    Api api =
        api(
            new ScriptedGuard(fixture.guard("semaphore"), slow),
            Map.of("MAX_IN_FLIGHT", "1", "RETRY_AFTER_SECONDS", "7"));

    CompletionStage<ApiResponse> first = buy(api, product, "ann");
    ApiResponse refused = await(buy(api, product, "bob"));
    assertThat(refused.status()).isEqualTo(503);
    assertThat(header(refused, "Retry-After")).isEqualTo("7");
    assertThat(body(refused)).contains("/problems/overloaded");

    slow.complete(HoldResult.HELD);
    assertThat(await(first).status()).isEqualTo(201);
    assertThat(await(buy(api, product, "bob")).status()).isEqualTo(201);
    assertThat(metrics.scrape())
        .contains("sale_purchases_total{outcome=\"overloaded\"} 1.0")
        .contains("sale_purchases_total{outcome=\"reserved\"} 2.0");
  }

  @Test
  void requests_whileRedisIsAway_are503WithRetryAfterAndNothingElseFails() {
    Product product = fixture.supplied(5, 1);
    Api api = api(fixture.guard("semaphore"), Map.of());
    server.stop();

    ApiResponse purchase = await(buy(api, product, "ann"));
    assertThat(purchase.status()).isEqualTo(503);
    assertThat(header(purchase, "Retry-After")).isEqualTo("1");
    for (String path :
        List.of(
            "/api/products",
            "/api/products/" + product.sku(),
            "/api/orders/tee~AAAAAAAAAAAAAAAAAAAAAA",
            "/readyz")) {
      ApiResponse answer = await(ask(api, "GET", path, Map.of(), ""));
      assertThat(answer.status()).as(path).isEqualTo(503);
      assertThat(header(answer, "Retry-After")).as(path).isEqualTo("1");
    }
    assertThat(await(ask(api, "GET", "/healthz", Map.of(), "")).status()).isEqualTo(200);
    assertThat(metrics.scrape()).contains("sale_purchases_total{outcome=\"unavailable\"} 1.0");
  }
}
