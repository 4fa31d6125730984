package flashsalelab.faults;

import flashsalelab.ledger.fixture.PostgresProcess;
import flashsalelab.sale.fixture.Durability;
import flashsalelab.sale.fixture.FreePort;
import flashsalelab.sale.fixture.RedisProcess;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The whole sale as processes: Redis that flushes every write, a gateway, two payment processors
 * and an edge of each kind. Every one of them sweeps and reconciles, all the time. With a guard of
 * the database's there is PostgreSQL instead of Redis, with the ledger there are both, and a
 * projector between them.
 */
final class FlashSale implements AutoCloseable {
  static final String TOKEN = "token-of-the-faults";

  private static final String GATEWAY_MAIN = "flashsalelab.payments.gateway.PaymentGateway";

  private static final String IN_THE_DATABASE = "postgres-";
  private static final String LEDGER = "LEDGER";

  private final @Nullable RedisProcess redis;
  private final @Nullable PostgresProcess database;
  private final Child gateway;
  private final List<Child> edges = new ArrayList<>();
  private final List<Child> processors = new ArrayList<>();
  private final List<Child> projectors = new ArrayList<>();
  private final URI gatewayControl;

  private FlashSale(
      String guard,
      Map<String, String> more,
      UnaryOperator<Map<String, String>> lastEdge,
      Function<RedisProcess, String> redisUrl,
      Path folder) {
    boolean inDatabase = guard.startsWith(IN_THE_DATABASE);
    boolean remembered = "on".equals(more.get(LEDGER));
    redis = inDatabase ? null : RedisProcess.start(Durability.ALWAYS);
    database = inDatabase || remembered ? PostgresProcess.start() : null;
    int gatewayPort = FreePort.next();
    int controlPort = FreePort.next();
    gatewayControl = URI.create("http://127.0.0.1:" + controlPort);
    Map<String, String> gatewaySettings =
        Map.of(
            "GATEWAY_PORT", Integer.toString(gatewayPort),
            "GATEWAY_CONTROL_PORT", Integer.toString(controlPort),
            "GATEWAY_LATENCY_MS", "10");
    gateway =
        Child.of("gateway", "servers/payments", GATEWAY_MAIN, gatewaySettings, controlPort, folder);

    Map<String, String> common = new HashMap<>(settings(guard));
    if (redis != null) {
      common.put("REDIS_URL", redisUrl.apply(redis));
    }
    if (database != null) {
      common.putAll(database.variables());
    }
    common.put("GATEWAY_URL", "http://127.0.0.1:" + gatewayPort);
    common.putAll(more);
    for (String name : List.of("processor-1", "processor-2")) {
      int port = FreePort.next();
      Map<String, String> own = new HashMap<>(common);
      own.put("PROCESSOR_NAME", name);
      own.put("PROCESSOR_PORT", Integer.toString(port));
      processors.add(Child.of(name, "servers/payments", null, own, port, folder));
    }
    if (remembered) {
      int port = FreePort.next();
      Map<String, String> own = new HashMap<>(common);
      own.put("PROJECTOR_PORT", Integer.toString(port));
      projectors.add(Child.of("projector", "servers/ledger", null, own, port, folder));
    }
    for (String edge : List.of("javalin", "jetty")) {
      int port = FreePort.next();
      Map<String, String> own = new HashMap<>(common);
      own.put("EDGE_PORT", Integer.toString(port));
      own.put("EDGE_INSTANCE", edge);
      Map<String, String> last = edge.equals("jetty") ? lastEdge.apply(own) : own;
      edges.add(Child.of(edge, "servers/" + edge, null, last, port, folder));
    }
  }

  private Stream<Child> all() {
    return Stream.of(List.of(gateway), projectors, processors, edges).flatMap(List::stream);
  }

  /** Short limits, so that what is lost is missed soon. */
  private static Map<String, String> settings(String guard) {
    return Map.ofEntries(
        Map.entry("BUYER_RATE_PER_SECOND", "0"),
        Map.entry("REDIS_TIMEOUT_MS", "300"),
        Map.entry("REDIS_RETRIES", "1"),
        Map.entry("REDIS_RETRY_DELAY_MS", "50"),
        Map.entry("REDIS_RECONNECT_DELAY_MS", "50"),
        Map.entry("LEDGER_WAIT_MS", "300"),
        Map.entry("LEDGER_TIMEOUT_MS", "1000"),
        Map.entry("SALE_GUARD", guard),
        Map.entry("ADMIN_TOKEN", TOKEN),
        Map.entry("HOLD_SECONDS", "60"),
        Map.entry("SWEEP_INTERVAL_MS", "50"),
        Map.entry("RECONCILE_INTERVAL_MS", "100"),
        Map.entry("RECONCILE_GRACE_MS", "3000"),
        Map.entry("GATEWAY_TIMEOUT_MS", "300"),
        Map.entry("GATEWAY_RETRIES", "1"),
        Map.entry("GATEWAY_RETRY_DELAY_MS", "20"),
        Map.entry("GATEWAY_CIRCUIT_PAUSE_MS", "300"),
        Map.entry("PAYMENT_CONCURRENCY", "8"),
        Map.entry("PAYMENT_POLL_MS", "10"),
        Map.entry("PAYMENT_CLAIM_MS", "12500"),
        Map.entry("LOG_LEVEL", "WARN"));
  }

  /** Starts everything and waits until it is ready. */
  static FlashSale start(String guard, Map<String, String> more, Path folder) {
    return start(guard, more, own -> own, RedisProcess::url, folder);
  }

  /**
   * Starts everything and waits until it is ready.
   *
   * @param lastEdge changes the environment of the Jetty edge
   * @param redisUrl the address that all but the tests use for Redis
   */
  static FlashSale start(
      String guard,
      Map<String, String> more,
      UnaryOperator<Map<String, String>> lastEdge,
      Function<RedisProcess, String> redisUrl,
      Path folder) {
    FlashSale sale = new FlashSale(guard, more, lastEdge, redisUrl, folder);
    try {
      sale.all().forEach(Child::start);
      sale.gateway.await("/healthz");
      sale.projectors.forEach(projector -> projector.await("/readyz"));
      sale.processors.forEach(processor -> processor.await("/readyz"));
      sale.edges.forEach(edge -> edge.await("/readyz"));
      return sale;
    } catch (RuntimeException | AssertionError e) {
      sale.close();
      throw e;
    }
  }

  /** Its Redis; only asked for where there is one. */
  RedisProcess redis() {
    return Objects.requireNonNull(redis);
  }

  /** Its PostgreSQL; only asked for where there is one. */
  PostgresProcess database() {
    return Objects.requireNonNull(database);
  }

  /** Everything that has the product's orders on record; what decides comes first. */
  List<Books> books(String sku) {
    List<Books> books = new ArrayList<>();
    if (redis != null) {
      books.add(new RedisBooks(redis, sku, database != null));
    }
    if (database != null) {
      books.add(new DatabaseBooks(database, sku));
    }
    return books;
  }

  /** What writes to the ledger what Redis has decided. */
  Child projector() {
    return projectors.getFirst();
  }

  List<Child> edges() {
    return edges;
  }

  Child processor() {
    return processors.getFirst();
  }

  /** An admin call to the first edge that answers it. */
  Http.Answer admin(String method, String path, String body) {
    Http.Answer answer = new Http.Answer(-1, "no edge was asked");
    for (Child edge : edges) {
      answer =
          Http.send(
              Http.json(edge.address().resolve(path), method, body)
                  .header("Authorization", "Bearer " + TOKEN));
      if (!answer.none() && answer.status() < 500) {
        return answer;
      }
    }
    return answer;
  }

  /** Makes the gateway behave otherwise; an empty object is its good behaviour. */
  void gatewayBehaves(String behaviour) {
    Http.Answer answer =
        Http.send(Http.json(gatewayControl.resolve("/behaviour"), "PUT", behaviour));
    if (answer.status() != 200) {
      throw new AssertionError("the gateway does not change: " + answer);
    }
  }

  /** Everything the gateway was asked to charge. */
  Http.Answer charges() {
    return Http.get(gatewayControl.resolve("/charges?limit=1000"));
  }

  /** What all processes have said, for a test that fails. */
  String said() {
    return all().map(Child::said).collect(Collectors.joining());
  }

  @Override
  public void close() {
    all().forEach(Child::close);
    if (redis != null) {
      redis.close();
    }
    if (database != null) {
      database.close();
    }
  }
}
