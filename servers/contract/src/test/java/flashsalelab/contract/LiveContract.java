package flashsalelab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.contract.EventStream.Event;
import flashsalelab.sale.fixture.Durability;
import flashsalelab.sale.fixture.RedisProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Live updates while what they come from, or through, ends and begins again. */
@Timeout(90)
final class LiveContract {
  private static final int GRACE_MS = 4_000;
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir private Path folder;
  private RedisProcess redis;

  @BeforeEach
  void start() {
    redis = RedisProcess.start(Durability.ALWAYS);
  }

  @AfterEach
  void stop() {
    redis.close();
  }

  private EdgeChild start(String edge, String pattern) {
    return EdgeChild.start(
        edge,
        Map.of(
            "REDIS_URL",
            redis.url(),
            "SALE_PATTERN",
            pattern,
            "REDIS_TIMEOUT_MS",
            "1000",
            "REDIS_RETRIES",
            "0",
            "HEARTBEAT_SECONDS",
            "1",
            "SHUTDOWN_GRACE_MS",
            Integer.toString(GRACE_MS)),
        folder);
  }

  private static String stock(String sku) {
    return "/api/products/" + sku + "/events";
  }

  private static String order(String id) {
    return "/api/orders/" + id + "/events";
  }

  @ParameterizedTest
  @CsvSource({"javalin, sync", "jetty, sync", "javalin, queued", "jetty, queued"})
  void streams_overARestartOfRedis_goOn(String name, String pattern) {
    try (EdgeChild edge = start(name, pattern)) {
      edge.awaitStatus("/readyz", 200);
      Client client = edge.client();
      String sku = client.product(5, 1);
      String order = client.decided(sku, "ann", "k1", 1).has(201).text("order");
      try (EventStream stock = client.events(stock(sku));
          EventStream states = client.events(order(order))) {
        assertThat(stock.next(LIMIT).json().path("free").asInt()).isEqualTo(4);
        states.next(LIMIT);
        redis.stop();
        int comments = stock.comments();
        Awaitility.await().atMost(LIMIT).until(() -> stock.comments() >= comments + 2);
        assertThat(client.get(stock("missing")).status()).isEqualTo(503);
        redis.restart();
        edge.awaitStatus("/readyz", 200);
        client.decided(sku, "bob", "k1", 1).has(201);
        assertThat(stock.next(LIMIT).json().path("free").asInt()).isEqualTo(3);
        client.cancel(order).has(200);
        assertThat(states.next(LIMIT).json().path("state").asString()).isEqualTo("CANCELLED");
        assertThat(stock.ended()).isFalse();
        assertThat(edge.log()).doesNotContain("ERROR");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"javalin, sync", "jetty, sync", "javalin, queued", "jetty, queued"})
  void sigterm_endsStreamsAndWaits_andWhoFollowsGoesOnAtTheOtherInstance(
      String name, String pattern) throws Exception {
    try (EdgeChild ending = start(name, pattern);
        EdgeChild staying = start(name, pattern);
        BalancerChild balancer = BalancerChild.start(folder, ending, staying)) {
      ending.awaitStatus("/readyz", 200);
      staying.awaitStatus("/readyz", 200);
      Client client = balancer.client();
      Awaitility.await().until(() -> accepts(balancer.port()));
      String sku = staying.client().product(5, 1);
      String order = UndecidedPurchase.of(staying.client(), redis::command).order();
      List<EventStream> streams =
          Stream.generate(() -> client.events(stock(sku))).limit(8).toList();
      List<Event> firsts = streams.stream().map(stream -> stream.next(LIMIT)).toList();
      CompletableFuture<Answer> waiting =
          ending
              .client()
              .sendAsync(
                  ending.client().request("/api/orders/" + order).header("Prefer", "wait=20"));
      Answer undecided = staying.client().order(order).has(200);
      EventStream direct = ending.client().events(stock(sku));
      Event seen = direct.next(LIMIT);

      ending.terminate();
      Awaitility.await().atMost(Duration.ofMillis(GRACE_MS)).until(direct::ended);
      assertThat(waiting.join().has(200).body()).isEqualTo(undecided.body());
      assertThat(ending.exit(2L * GRACE_MS)).isZero();
      assertThat(ending.log()).doesNotContain("ERROR").doesNotContain("did not finish");
      assertThat(streams.stream().filter(EventStream::ended).count()).isEqualTo(4);

      staying.client().restock(sku, "more", 10).has(200);
      for (int i = 0; i < streams.size(); i++) {
        String last = Long.toString(firsts.get(i).id());
        try (EventStream old = streams.get(i);
            EventStream following = old.ended() ? client.events(stock(sku), last) : old) {
          assertThat(supplied(following, 15).id()).isGreaterThan(firsts.get(i).id());
        }
      }
      try (EventStream moved = client.events(stock(sku), Long.toString(seen.id()))) {
        assertThat(supplied(moved, 15).id()).isGreaterThan(seen.id());
      }
    }
  }

  /** The event that tells of so many units supplied; one may come before that does not yet. */
  private static Event supplied(EventStream stream, int units) {
    Event event = stream.next(LIMIT);
    return event.json().path("supplied").asInt() == units ? event : supplied(stream, units);
  }

  private static boolean accepts(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }
}
