package flashsalelab.lab.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flashsalelab.lab.audit.SaleLedger.Transition;
import flashsalelab.lab.launch.process.LocalRedis;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.api.stream.StreamAddArgs;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;

class RedisLedgerTest {
  @TempDir private static Path folder;
  private static LocalRedis server;
  private static RedissonClient redis;

  @BeforeAll
  static void start() {
    server = LocalRedis.start(folder);
    var config = new Config();
    config.setCodec(StringCodec.INSTANCE);
    config.useSingleServer().setAddress(server.uri().toString()).setConnectionMinimumIdleSize(1);
    redis = Redisson.create(config);
  }

  @AfterAll
  static void stop() {
    redis.shutdown();
    server.close();
  }

  private static void product(String sku, String free) {
    redis
        .<String, String>getMap("sale:{" + sku + "}:product")
        .putAll(Map.of("name", sku, "supplied", "10", "perBuyer", "2"));
    redis.<String>getBucket("sale:{" + sku + "}:stock").set(free);
  }

  private static void record(String sku, String order, String state) {
    redis
        .<String, String>getStream("sale:{" + sku + "}:ledger")
        .add(
            StreamAddArgs.entries(
                Map.of("order", order, "buyer", "b", "key", "k", "quantity", "1", "state", state)));
  }

  @Test
  void read_productWithOrders_isTheWholeRecord() {
    product("tea", "8");
    record("tea", "o1", "RESERVED");
    record("tea", "o2", "RESERVED");
    record("tea", "o2", "CANCELLED");

    try (var ledger = RedisLedger.at(server.uri())) {
      SaleLedger sale = ledger.read("tea");

      assertThat(sale.supplied()).isEqualTo(10);
      assertThat(sale.free()).isEqualTo(8);
      assertThat(sale.perBuyer()).isEqualTo(2);
      assertThat(sale.transitions())
          .containsExactly(
              new Transition("o1", "b", "k", 1, "RESERVED"),
              new Transition("o2", "b", "k", 1, "RESERVED"),
              new Transition("o2", "b", "k", 1, "CANCELLED"));
      assertThat(sale.held()).isEqualTo(1);
    }
  }

  @Test
  void read_moreThanOnePage_missesAndRepeatsNothing() {
    product("many", "0");
    List<String> orders = IntStream.rangeClosed(1, 25).mapToObj(i -> "o" + i).toList();
    orders.forEach(order -> record("many", order, "RESERVED"));

    try (var ledger = RedisLedger.at(server.uri(), 5)) {
      assertThat(ledger.read("many").transitions()).extracting(Transition::order).isEqualTo(orders);
    }
  }

  @Test
  void read_unknownProduct_isNoEmptySale() {
    try (var ledger = RedisLedger.at(server.uri())) {
      assertThatThrownBy(() -> ledger.read("nothing"))
          .isInstanceOf(LedgerUnreadableException.class)
          .hasMessageContaining("Redis knows no product nothing");
    }
  }

  @Test
  void read_incompleteRecord_isRefused() {
    product("odd", "1");
    redis
        .<String, String>getStream("sale:{odd}:ledger")
        .add(StreamAddArgs.entries(Map.of("order", "o1")));

    try (var ledger = RedisLedger.at(server.uri())) {
      assertThatThrownBy(() -> ledger.read("odd"))
          .isInstanceOf(LedgerUnreadableException.class)
          .hasMessageContaining("has no buyer");
    }
  }

  @Test
  void read_redisAway_saysWhere() {
    try (var ledger = RedisLedger.at(URI.create("redis://127.0.0.1:1"))) {
      assertThatThrownBy(() -> ledger.read("tee"))
          .isInstanceOf(LedgerUnreadableException.class)
          .hasMessageContaining("redis://127.0.0.1:1");
    }
  }
}
