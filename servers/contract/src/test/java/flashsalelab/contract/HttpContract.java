package flashsalelab.contract;

import flashsalelab.lab.launch.Component;
import flashsalelab.lab.launch.Topology;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Every row of the contract but those of a request pattern. A subclass says which system it is run
 * against, and adds these.
 */
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
        SlowReaderRows,
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
          Map.entry("LEDGER_WAIT_MS", "500"),
          Map.entry("LEDGER_TIMEOUT_MS", "1000"),
          Map.entry("MAX_BODY_BYTES", "1024"),
          Map.entry("MAX_HEADER_BYTES", "4096"),
          Map.entry("BUYER_RATE_PER_SECOND", "100"),
          Map.entry("BUYER_BURST", "100"),
          Map.entry("SHED_ABOVE_MS", "0"),
          Map.entry("HOLD_SECONDS", "120"),
          // It would refuse what these rows want to be decided, or accepted and rejected.
          Map.entry("SOLD_OUT_LATCH", "off"),
          Map.entry("HEARTBEAT_SECONDS", "1"),
          Map.entry("MAX_SUBSCRIBERS", Integer.toString(SUBSCRIBERS)),
          Map.entry("LONGEST_WAIT_SECONDS", Long.toString(LONGEST_WAIT.toSeconds())),
          Map.entry("SWEEP_INTERVAL_MS", "200"),
          Map.entry("RECONCILE_INTERVAL_MS", "3600000"));

  /**
   * @param pattern the settings of the request pattern
   * @param balancing the balancer's algorithm; null for none
   * @param servers what there is beside the edges; with PostgreSQL, it remembers what Redis decides
   */
  HttpContract(
      String edge,
      int instances,
      Map<String, String> pattern,
      @Nullable String balancing,
      Set<Component> servers) {
    super(new Topology(edge, instances, with(pattern, servers), balancing, servers));
  }

  private static Map<String, String> with(Map<String, String> pattern, Set<Component> servers) {
    var settings = new HashMap<>(SETTINGS);
    settings.putAll(pattern);
    settings.put("LEDGER", servers.contains(Component.DATABASE) ? "on" : "off");
    return settings;
  }

  @Override
  public int subscribers() {
    return SUBSCRIBERS;
  }

  @Override
  public Duration longestWait() {
    return LONGEST_WAIT;
  }
}
