package flashsalelab.lab.launch.containers;

import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.lab.audit.LedgerReader;
import flashsalelab.lab.audit.Ledgers;
import flashsalelab.lab.audit.SaleLedger;
import flashsalelab.lab.launch.Component;
import flashsalelab.lab.launch.Deployment;
import flashsalelab.lab.launch.Metered;
import flashsalelab.lab.launch.Topology;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL's image as what decides a sale, and as what remembers it. */
@Timeout(600)
class DatabaseOnDocker {
  @TempDir private Path folder;
  private final HttpClient http = HttpClient.newHttpClient();

  private static Topology topology(String guard, String ledger, Set<Component> servers) {
    return new Topology("jetty", 1, Map.of("SALE_GUARD", guard, "LEDGER", ledger), null, servers);
  }

  @Test
  void deploy_withADatabaseAlone_sellsFromItAndMetersIt() throws Exception {
    sells(topology("postgres-conditional", "off", Set.of(Component.DATABASE)));
  }

  @Test
  void deploy_withALedger_remembersWhatRedisDecided() throws Exception {
    sells(topology("semaphore", "on", Set.of(Component.REDIS, Component.DATABASE)));
  }

  private void sells(Topology topology) throws Exception {
    Path root = Path.of(System.getProperty("lab.root", "."));
    try (ContainerLauncher launcher =
        new ContainerLauncher(root, folder.resolve("scratch"), news -> {})) {
      assertThat(launcher.lacks(topology)).isEmpty();
      assertThat(launcher.versions().get("postgresql")).matches("[0-9.]+ \\(image\\)");
      try (Deployment system = launcher.deploy(topology, folder);
          LedgerReader books = Ledgers.of(system)) {
        URI edge = system.edges().getFirst();
        String token = system.adminToken();
        assertThat(
                post(
                    edge.resolve("/api/products"),
                    token,
                    """
                    {"sku":"tee","name":"Tee","price":1,"stock":2,"perBuyer":1}\
                    """))
            .isEqualTo(201);
        URI purchases = edge.resolve("/api/products/tee/purchases");
        assertThat(post(purchases, token, "{\"buyer\":\"ann\",\"quantity\":1}")).isEqualTo(201);

        SaleLedger sale = books.read("tee");
        assertThat(sale.free()).isEqualTo(1);
        assertThat(sale.held()).isEqualTo(1);
        assertThat(sale.disagreements()).isEmpty();
        Metered database =
            system.metered().stream()
                .filter(part -> part.component() == Component.DATABASE)
                .findFirst()
                .orElseThrow();
        assertThat(database.meter().read())
            .hasValueSatisfying(usage -> assertThat(usage.cpuMs()).isPositive());
        assertThat(system.casualties()).isEmpty();
      }
    }
  }

  private int post(URI uri, String token, String json) throws IOException, InterruptedException {
    return http.send(
            HttpRequest.newBuilder(uri)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "key")
                .POST(BodyPublishers.ofString(json))
                .build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }
}
