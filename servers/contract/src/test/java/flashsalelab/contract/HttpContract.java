package flashsalelab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.lab.launch.Topology;
import flashsalelab.lab.measure.Metrics;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Every row of the contract. A subclass says which system it is run against. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class HttpContract extends DeployedContract
    implements ProductRows,
        PurchaseRows,
        IdempotencyRows,
        StrictInputRows,
        HostileRequestRows,
        ProtocolRows,
        RestockRows,
        SaleWindowRows,
        CancelRows,
        EventRows,
        LongPollRows,
        AdminRows,
        RateLimitRows,
        DocumentRows {
  private static final int SUBSCRIBERS = 40;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
  private static final Map<String, String> SETTINGS =
      Map.ofEntries(
          Map.entry("REDIS_TIMEOUT_MS", "1000"),
          Map.entry("REDIS_RETRIES", "0"),
          Map.entry("MAX_BODY_BYTES", "1024"),
          Map.entry("MAX_HEADER_BYTES", "4096"),
          Map.entry("BUYER_RATE_PER_SECOND", "100"),
          Map.entry("BUYER_BURST", "100"),
          Map.entry("SHED_ABOVE_MS", "0"),
          Map.entry("HOLD_SECONDS", "120"),
          Map.entry("SOLD_OUT_LATCH", "off"),
          Map.entry("HEARTBEAT_SECONDS", "1"),
          Map.entry("MAX_SUBSCRIBERS", Integer.toString(SUBSCRIBERS)),
          Map.entry("LONGEST_WAIT_SECONDS", Long.toString(LONGEST_WAIT.toSeconds())),
          Map.entry("SWEEP_INTERVAL_MS", "200"),
          Map.entry("RECONCILE_INTERVAL_MS", "3600000"));

  /**
   * @param balancing the balancer's algorithm; null for none
   */
  HttpContract(String edge, @Nullable String balancing) {
    super(new Topology(edge, 1, SETTINGS, balancing));
  }

  @Override
  public int subscribers() {
    return SUBSCRIBERS;
  }

  @Override
  public Duration longestWait() {
    return LONGEST_WAIT;
  }

  @Test
  void metrics_afterPurchases_countEveryAnswerOnce() {
    URI instance = system().edges().getFirst();
    Map<String, String> info = Metrics.scrape(instance).labelsOf("sale_info");
    assertThat(info)
        .containsEntry("edge", edge())
        .containsEntry("guard", "semaphore")
        .containsEntry("instance", "edge-1");
    String sku = client().product(1, 1);
    Map<String, Integer> expected =
        Map.of("reserved", 1, "replayed", 2, "sold_out", 1, "limit_reached", 1, "invalid", 1);
    Metrics before = Metrics.scrape(instance);
    client().buy(sku, "ann", "k1", 1);
    client().buy(sku, "ann", "k1", 1);
    client().buy(sku, "ann", "k1", 1);
    client().buy(sku, "bob", "k1", 1);
    client().buy(sku, "ann", "k2", 1);
    client().send(client().purchase(sku, "k3", "{}"));
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
