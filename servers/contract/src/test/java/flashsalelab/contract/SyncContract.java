package flashsalelab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.lab.launch.Component;
import flashsalelab.lab.measure.Metrics;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every row, with purchases that are answered with their decision. */
abstract class SyncContract extends HttpContract implements SyncRows {

  /**
   * @param balancing the balancer's algorithm; null for none
   * @param servers what there is beside the edge
   */
  SyncContract(String edge, @Nullable String balancing, Set<Component> servers) {
    super(edge, 1, Map.of("SALE_PATTERN", "sync"), balancing, servers);
  }

  @Test
  void metrics_afterPurchases_countEveryAnswerOnce() {
    URI instance = system().edges().getFirst();
    Map<String, String> info = Metrics.scrape(instance).labelsOf("sale_info");
    assertThat(info)
        .containsEntry("edge", edge())
        .containsEntry("guard", "semaphore")
        .containsEntry("pattern", "sync")
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
