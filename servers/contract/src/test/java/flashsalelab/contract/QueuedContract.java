package flashsalelab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.lab.launch.Topology;
import flashsalelab.lab.measure.Metrics;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The rows of the queued pattern, and those that are the same in any pattern: two instances of an
 * edge behind the balancer. A subclass says which edge and which transport.
 */
abstract class QueuedContract extends DeployedContract implements QueuedRows, ProductRows {
  private static final Map<String, String> SETTINGS =
      Map.of(
          "SALE_PATTERN", "queued",
          // It would refuse what these rows want to be accepted and rejected.
          "SOLD_OUT_LATCH", "off",
          "MAX_BODY_BYTES", "1024",
          "MAX_HEADER_BYTES", "4096");

  private final String queue;

  /**
   * @param queue the transport
   * @param broker whether the transport needs one
   */
  QueuedContract(String edge, String queue, boolean broker) {
    super(new Topology(edge, 2, settings(queue), "round-robin", broker));
    this.queue = queue;
  }

  private static Map<String, String> settings(String queue) {
    var settings = new HashMap<>(SETTINGS);
    settings.put("SALE_QUEUE", queue);
    return settings;
  }

  @Test
  void metrics_ofEachInstance_tellPatternAndQueue() {
    assertThat(system().edges())
        .hasSize(2)
        .allSatisfy(instance ->
            assertThat(Metrics.scrape(instance).labelsOf("sale_info"))
                .containsEntry("edge", edge())
                .containsEntry("pattern", "queued")
                .containsEntry("queue", queue));
  }
}
