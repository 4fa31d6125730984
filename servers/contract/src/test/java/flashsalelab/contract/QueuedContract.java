package flashsalelab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.lab.launch.Component;
import flashsalelab.lab.measure.Metrics;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Every row, with purchases that are accepted now and decided later, by two instances of an edge
 * behind the balancer. A subclass says which edge and which transport.
 */
abstract class QueuedContract extends HttpContract implements QueuedRows, QueuedLiveRows {
  private static final int LIMIT = 250;

  private final String queue;

  /**
   * @param queue the transport
   * @param servers what there is beside the edges
   */
  QueuedContract(String edge, String queue, Set<Component> servers) {
    super(edge, 2, settings(queue), "round-robin", servers);
    this.queue = queue;
  }

  private static Map<String, String> settings(String queue) {
    return Map.of(
        "SALE_PATTERN",
        "queued",
        "SALE_QUEUE",
        queue,
        "QUEUE_LIMIT",
        Integer.toString(LIMIT),
        "RABBITMQ_GRACE_MS",
        "2000");
  }

  @Override
  public int queueLimit() {
    return LIMIT;
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
