package flashsalelab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.lab.launch.Deployment;
import flashsalelab.lab.launch.Topology;
import flashsalelab.lab.launch.process.ProcessLauncher;
import flashsalelab.lab.measure.Metrics;
import flashsalelab.sale.fixture.RedisFixture;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The rows of the queued pattern, and those that are the same in any pattern: two instances of an
 * edge behind the balancer. A subclass says which edge and which transport.
 */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class QueuedContract implements QueuedRows, ProductRows {
  private static final Map<String, String> SETTINGS =
      Map.of(
          "SALE_PATTERN", "queued",
          // It would refuse what these rows want to be accepted and rejected.
          "SOLD_OUT_LATCH", "off",
          "MAX_BODY_BYTES", "1024",
          "MAX_HEADER_BYTES", "4096");

  private final String edge;
  private final String queue;
  private final boolean broker;
  private final RedisFixture redis = RedisUnderTest.notStarted();
  private ProcessLauncher launcher;
  private Deployment system;
  private Client client;

  /**
   * @param queue the transport
   * @param broker whether the transport needs one
   */
  QueuedContract(String edge, String queue, boolean broker) {
    this.edge = edge;
    this.queue = queue;
    this.broker = broker;
  }

  @BeforeAll
  void deploy(@TempDir Path folder) {
    redis.restart();
    var settings = new HashMap<>(SETTINGS);
    settings.put("REDIS_URL", redis.url());
    settings.put("SALE_QUEUE", queue);
    launcher = new ProcessLauncher(Path.of(System.getProperty("lab.root")), folder);
    system = launcher.deploy(new Topology(edge, 2, settings, "round-robin", broker), folder);
    client = new Client(system.entrance(), system.adminToken());
  }

  @AfterAll
  void end() {
    if (launcher != null) {
      launcher.close();
    }
    redis.close();
  }

  @Override
  public Client client() {
    return client;
  }

  @Override
  public String redis(String command) {
    return redis.command(command);
  }

  @Test
  void metrics_ofEachInstance_tellPatternAndQueue() {
    assertThat(system.edges())
        .hasSize(2)
        .allSatisfy(instance ->
            assertThat(Metrics.scrape(instance).labelsOf("sale_info"))
                .containsEntry("edge", edge)
                .containsEntry("pattern", "queued")
                .containsEntry("queue", queue));
  }
}
