package flashsalelab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.lab.launch.Component;
import flashsalelab.lab.launch.Deployment;
import flashsalelab.lab.launch.Topology;
import flashsalelab.lab.launch.process.ProcessLauncher;
import flashsalelab.lab.measure.Metrics;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The rows that need no look into Redis, run against a sale in PostgreSQL alone. A subclass says
 * which edge and which guard.
 */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PostgresContract implements ProductRows, RestockRows, SaleWindowRows {
  private final Topology topology;
  private ProcessLauncher launcher;
  private Deployment system;
  private Client client;

  PostgresContract(String edge, String guard) {
    topology =
        new Topology(
            edge,
            2,
            Map.of(
                "SALE_GUARD", guard,
                "SOLD_OUT_LATCH", "off",
                "MAX_BODY_BYTES", "1024",
                "MAX_HEADER_BYTES", "4096"),
            "round-robin",
            Set.of(Component.DATABASE));
  }

  @BeforeAll
  void deploy(@TempDir Path folder) {
    launcher = new ProcessLauncher(Path.of(System.getProperty("lab.root")), folder);
    system = launcher.deploy(topology, folder);
    client = new Client(system.entrance(), system.adminToken());
  }

  @AfterAll
  void end() {
    if (launcher != null) {
      launcher.close();
    }
  }

  @Override
  public Client client() {
    return client;
  }

  @Override
  public String redis(String command) {
    throw new AssertionError("there is no Redis to be told " + command);
  }

  @Test
  void metrics_ofEachInstance_tellGuardAndPattern() {
    assertThat(system.edges())
        .hasSize(2)
        .allSatisfy(instance ->
            assertThat(Metrics.scrape(instance).labelsOf("sale_info"))
                .containsEntry("edge", topology.edge())
                .containsEntry("guard", topology.edgeSettings().get("SALE_GUARD"))
                .containsEntry("pattern", "sync"));
  }

  @Test
  void purchase_fromItsStartToItsCancellation_isToldTheSameByEveryInstance() {
    String sku = client.product(2, 1);
    String order = client.buy(sku, "ann", "k", 1).has(201).text("order");
    for (int i = 0; i < 4; i++) {
      assertThat(client.buy(sku, "ann", "k", 1).has(201).text("order")).isEqualTo(order);
      assertThat(client.order(order).has(200).text("state")).isEqualTo("RESERVED");
    }
    client.buy(sku, "bob", "k", 1).has(201);
    client.buy(sku, "eve", "k", 1).has(409);
    client.cancel(order).has(200);
    assertThat(client.order(order).has(200).text("state")).isEqualTo("CANCELLED");
    client.buy(sku, "eve", "k2", 1).has(201);
  }
}
