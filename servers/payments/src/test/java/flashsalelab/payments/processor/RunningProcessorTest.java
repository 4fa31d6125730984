package flashsalelab.payments.processor;

import static flashsalelab.sale.fixture.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.payments.gateway.GatewayCalls;
import flashsalelab.sale.Offer;
import flashsalelab.sale.OrderAnswer;
import flashsalelab.sale.OrderId;
import flashsalelab.sale.OrderState;
import flashsalelab.sale.Product;
import flashsalelab.sale.PurchaseAnswer;
import flashsalelab.sale.PurchaseOutcome;
import flashsalelab.sale.SaleTerms;
import flashsalelab.sale.StockGuard;
import flashsalelab.sale.backing.RedisBackings;
import flashsalelab.sale.fixture.RedisProcess;
import flashsalelab.sale.fixture.SaleFixture;
import flashsalelab.sale.payment.PaymentTask;
import flashsalelab.sale.redis.RedisChargeReports;
import flashsalelab.sale.redis.RedisDeadLetters;
import flashsalelab.sale.redis.RedisPaymentFeed;
import flashsalelab.sale.settings.SettingsReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Processors on a real Redis and a real gateway. */
@Timeout(120)
final class RunningProcessorTest {
  private static final Map<String, String> QUICK =
      Map.ofEntries(
          Map.entry("SALE_GUARD", "lua"),
          Map.entry("PROCESSOR_PORT", "0"),
          Map.entry("REDIS_TIMEOUT_MS", "100"),
          Map.entry("REDIS_RETRIES", "0"),
          Map.entry("GATEWAY_TIMEOUT_MS", "150"),
          Map.entry("GATEWAY_RETRIES", "1"),
          Map.entry("GATEWAY_RETRY_DELAY_MS", "20"),
          Map.entry("GATEWAY_CIRCUIT_PAUSE_MS", "200"),
          Map.entry("PAYMENT_POLL_MS", "10"),
          Map.entry("PAYMENT_CLAIM_MS", "2800"),
          Map.entry("PAYMENT_DELIVERIES", "20"),
          Map.entry("SWEEP_INTERVAL_MS", "100"),
          Map.entry("RECONCILE_INTERVAL_MS", "200"),
          Map.entry("RECONCILE_GRACE_MS", "1000"));

  /** Time limits that a busy machine does not reach, for tests that count. */
  private static final Map<String, String> PATIENT =
      Map.of(
          "REDIS_TIMEOUT_MS", "5000",
          "RECONCILE_GRACE_MS", "60000",
          "GATEWAY_TIMEOUT_MS", "10000",
          "PAYMENT_CLAIM_MS", "600000",
          "SHUTDOWN_GRACE_MS", "20000");

  private final List<RunningProcessor> processors = new ArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private RedisProcess redis;
  private SaleFixture fixture;
  private GatewayCalls gateway;
  private Product product;

  @BeforeEach
  void start() {
    redis = RedisProcess.start();
    fixture = SaleFixture.on(redis, Map.of("REDIS_TIMEOUT_MS", "2000"));
    gateway = GatewayCalls.start(Map.of());
    product = fixture.supplied(1_000, 1);
  }

  @AfterEach
  void stop() {
    processors.forEach(RunningProcessor::close);
    http.close();
    gateway.close();
    fixture.close();
    redis.close();
  }

  private RunningProcessor processor(String name, Map<String, String> variables)
      throws IOException {
    Map<String, String> environment = new HashMap<>(QUICK);
    environment.put("PROCESSOR_NAME", name);
    environment.put("REDIS_URL", redis.url());
    environment.put("GATEWAY_URL", gateway.url());
    environment.putAll(variables);
    RunningProcessor processor =
        RunningProcessor.start(
            ProcessorSettings.read(new SettingsReader(environment), new RedisBackings()));
    processors.add(processor);
    return processor;
  }

  private List<OrderId> bought(int buyers, Duration hold) {
    StockGuard guard = fixture.guard("lua", new SaleTerms(hold, Duration.ofHours(1)));
    List<OrderId> orders = new ArrayList<>();
    for (int i = 0; i < buyers; i++) {
      PurchaseAnswer answer =
          await(
              guard.decide(
                  SaleFixture.purchase(product, "buyer-" + i + "-" + hold, "k", 1),
                  OrderId.next(product.sku())));
      assertThat(answer)
          .isInstanceOfSatisfying(
              PurchaseAnswer.Decided.class,
              decided -> orders.add(((PurchaseOutcome.Reserved) decided.outcome()).order()));
    }
    return orders;
  }

  private List<OrderId> bought(int buyers) {
    return bought(buyers, SaleFixture.HOLD);
  }

  private OrderState state(OrderId id) {
    return ((OrderAnswer.Found) await(fixture.orders().find(id))).order().state();
  }

  private Map<OrderState, Long> states(List<OrderId> orders) {
    Map<OrderState, Long> states = new TreeMap<>();
    orders.forEach(order -> states.merge(state(order), 1L, Long::sum));
    return states;
  }

  private void awaitStates(List<OrderId> orders, Map<OrderState, Long> expected) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(40))
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(() -> assertThat(states(orders)).isEqualTo(new TreeMap<>(expected)));
  }

  private void awaitNoneReserved(List<OrderId> orders) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(40))
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(() -> assertThat(states(orders)).doesNotContainKey(OrderState.RESERVED));
  }

  /** Nobody is charged twice, or for nothing; nobody has an order unpaid; stock adds up. */
  private void audit(List<OrderId> orders) throws IOException {
    Map<String, String> standings = new HashMap<>();
    for (JsonNode charge : gateway.charges()) {
      assertThat(standings.put(charge.path("order").asString(), charge.path("state").asString()))
          .as("a second charge of " + charge)
          .isNull();
    }
    int paid = 0;
    for (OrderId order : orders) {
      OrderState state = state(order);
      boolean captured = "captured".equals(standings.get(order.toString()));
      assertThat(captured).as("%s is %s", order, state).isEqualTo(state == OrderState.PAID);
      paid += state == OrderState.PAID ? 1 : 0;
    }
    Offer offer = await(fixture.inventory().find(product.sku())).orElseThrow();
    assertThat(List.of(offer.free(), offer.held(), offer.sold()))
        .containsExactly(1_000 - paid, 0, paid);
  }

  private double metric(RunningProcessor processor, String series) {
    return body(processor, "/metrics")
        .lines()
        .filter(line -> line.startsWith(series))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private String body(RunningProcessor processor, String path) {
    return http.sendAsync(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + processor.port() + path))
                .build(),
            BodyHandlers.ofString())
        .join()
        .body();
  }

  @Test
  void orders_ofAGoodGateway_arePaidOnce() throws IOException {
    RunningProcessor processor = processor("p1", PATIENT);
    List<OrderId> orders = bought(200);
    awaitStates(orders, Map.of(OrderState.PAID, 200L));
    audit(orders);
    assertThat(gateway.charges().valueStream())
        .allMatch(charge -> charge.path("asked").asInt() == 1);
    assertThat(metric(processor, "payments_deliveries_total{ended=\"paid\"}")).isEqualTo(200);
    Awaitility.await().until(() -> metric(processor, "payments_under_way") == 0);
    assertThat(body(processor, "/healthz")).contains("ok");
    assertThat(body(processor, "/readyz")).contains("ready");
  }

  @Test
  void orders_declined_giveTheirUnitsBack() throws IOException {
    gateway.behave("{\"declined\": 1}");
    processor("p1", Map.of());
    List<OrderId> orders = bought(50);
    awaitStates(orders, Map.of(OrderState.PAYMENT_FAILED, 50L));
    audit(orders);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"failing\": 0.3}",
        "{\"timingOut\": 0.3, \"timeoutMs\": 400}",
        "{\"twice\": 0.5}",
        "{\"declined\": 0.3, \"jitterMs\": 60, \"twice\": 0.2, \"failing\": 0.1, \"timingOut\": 0.1, \"timeoutMs\": 400}"
      })
  void orders_ofABadGateway_comeToTheirEnd(String behaviour) throws IOException {
    gateway.behave(behaviour);
    processor("p1", Map.of());
    List<OrderId> orders = bought(150);
    awaitNoneReserved(orders);
    audit(orders);
  }

  @Test
  void gatewayDown_takesNothingAndPaysWhenItIsBack() throws IOException, InterruptedException {
    gateway.behave("{\"down\": true}");
    RunningProcessor processor = processor("p1", Map.of("GATEWAY_CIRCUIT_CALLS", "4"));
    List<OrderId> orders = bought(100);
    Awaitility.await().until(() -> metric(processor, "payments_gateway_answers") == 0);
    Thread.sleep(1_000);
    String open = "payments_deliveries_total{ended=\"open\"}";
    double begun = metric(processor, open);
    String probes = "payments_gateway_calls_seconds_count{call=\"ledger\"";
    double probed = metric(processor, probes);
    Thread.sleep(4_000);
    assertThat(metric(processor, open)).isEqualTo(begun);
    assertThat(metric(processor, probes)).isGreaterThan(probed);
    assertThat(states(orders)).containsOnlyKeys(OrderState.RESERVED);
    gateway.behave("{}");
    awaitStates(orders, Map.of(OrderState.PAID, 100L));
    audit(orders);
  }

  @Test
  void holds_overBeforeTheGatewayIsBack_expireUncharged() throws IOException {
    gateway.behave("{\"down\": true}");
    processor("p1", Map.of());
    List<OrderId> orders = bought(20, Duration.ofSeconds(1));
    awaitStates(orders, Map.of(OrderState.EXPIRED, 20L));
    gateway.behave("{}");
    List<OrderId> later = bought(1);
    awaitStates(later, Map.of(OrderState.PAID, 1L));
    audit(Stream.concat(orders.stream(), later.stream()).toList());
  }

  @Test
  void holds_overDuringTheCharge_areRefunded() throws IOException {
    gateway.behave("{\"latencyMs\": 100}");
    processor("p1", Map.of("PAYMENT_CONCURRENCY", "1"));
    List<OrderId> orders = bought(60, Duration.ofSeconds(2));
    awaitNoneReserved(orders);
    assertThat(states(orders)).containsKeys(OrderState.PAID, OrderState.EXPIRED);
    gateway.behave("{}");
    Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> audit(orders));
  }

  @Test
  void payments_givenUp_areDeadLettersAndChargedOnesRefunded() throws IOException {
    gateway.behave("{\"timingOut\": 1, \"timeoutMs\": 400}");
    processor("p1", Map.of("PAYMENT_DELIVERIES", "1", "GATEWAY_CIRCUIT_CALLS", "10000"));
    List<OrderId> orders = bought(10);
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() ->
            await(new RedisDeadLetters(fixture.redis(), fixture.inventory()).all()).size() == 10);
    awaitStates(orders, Map.of(OrderState.REFUNDED, 10L));
    audit(orders);
    Awaitility.await()
        .until(() ->
            await(new RedisChargeReports(fixture.redis()).last())
                .filter(report -> report.by().equals("p1") && report.unexplained() == 0)
                .isPresent());
  }

  @Test
  void twoProcessors_shareTheWork() throws IOException {
    gateway.behave("{\"latencyMs\": 20}");
    Map<String, String> narrow = new HashMap<>(PATIENT);
    narrow.put("PAYMENT_CONCURRENCY", "8");
    RunningProcessor first = processor("p1", narrow);
    RunningProcessor second = processor("p2", narrow);
    List<OrderId> orders = bought(300);
    awaitStates(orders, Map.of(OrderState.PAID, 300L));
    audit(orders);
    String paid = "payments_deliveries_total{ended=\"paid\"}";
    assertThat(metric(first, paid)).isPositive();
    assertThat(metric(second, paid)).isPositive();
    assertThat(metric(first, paid) + metric(second, paid)).isEqualTo(300);
  }

  @Test
  void payments_ofAConsumerThatIsGone_areClaimed() throws IOException {
    List<OrderId> orders = bought(30);
    List<PaymentTask> lost =
        await(new RedisPaymentFeed(fixture.redis(), "gone").next(product.sku(), 100));
    assertThat(lost).hasSize(30);
    gateway.charge(orders.getFirst().toString(), orders.getFirst().toString(), 1_999);
    RunningProcessor processor = processor("p1", Map.of());
    awaitStates(orders, Map.of(OrderState.PAID, 30L));
    audit(orders);
    assertThat(metric(processor, "payments_gateway_calls_seconds_count{call=\"find\""))
        .isPositive();
  }

  @Test
  void end_finishesWhatIsUnderWayAndTakesNothingMore() throws IOException {
    gateway.behave("{\"latencyMs\": 300}");
    Map<String, String> narrow = new HashMap<>(PATIENT);
    narrow.put("PAYMENT_CONCURRENCY", "10");
    RunningProcessor processor = processor("p1", narrow);
    List<OrderId> orders = bought(40);
    Awaitility.await().until(() -> gateway.charges().size() > 0);
    processor.close();
    int charged = gateway.charges().size();
    assertThat(charged).isBetween(1, 39);
    assertThat(states(orders)).containsEntry(OrderState.PAID, (long) charged);
    gateway.behave("{}");
    processor("p2", Map.of());
    awaitStates(orders, Map.of(OrderState.PAID, 40L));
    audit(orders);
  }

  @ParameterizedTest
  @ValueSource(strings = {"semaphore", "permit-semaphore", "lock", "atomic-long", "lua-batched"})
  void declinedOrders_ofEveryGuard_giveTheirUnitsBack(String guard) throws IOException {
    gateway.behave("{\"declined\": 0.5}");
    processor("p1", Map.of("SALE_GUARD", guard));
    List<OrderId> orders = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      OrderId order = OrderId.next(product.sku());
      await(fixture.guard(guard).decide(SaleFixture.purchase(product, "b" + i, "k", 1), order));
      orders.add(order);
    }
    awaitNoneReserved(orders);
    Awaitility.await().untilAsserted(() -> audit(orders));
    assertThat(states(orders)).containsOnlyKeys(OrderState.PAID, OrderState.PAYMENT_FAILED);
  }

  @Test
  void redisAway_isNotReadyAndGoesOnLater() throws IOException {
    RunningProcessor processor = processor("p1", Map.of());
    Awaitility.await().until(() -> body(processor, "/readyz").contains("ready\""));
    redis.stop();
    assertThat(body(processor, "/readyz")).contains("unavailable");
    assertThat(body(processor, "/healthz")).contains("ok");
    redis.restart();
    product = fixture.supplied(1_000, 1);
    List<OrderId> orders = bought(5);
    awaitStates(orders, Map.of(OrderState.PAID, 5L));
  }
}
