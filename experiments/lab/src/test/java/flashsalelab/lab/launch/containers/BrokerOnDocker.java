package flashsalelab.lab.launch.containers;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** RabbitMQ's image as the broker of a deployment. */
@Timeout(600)
class BrokerOnDocker {
  private static final Topology WITH_BROKER =
      new Topology(
          "jetty",
          1,
          Map.of("SALE_GUARD", "semaphore", "SALE_PATTERN", "queued", "SALE_QUEUE", "rabbitmq"),
          null,
          Set.of(Component.REDIS, Component.BROKER));
  private static final Pattern ORDER = Pattern.compile("\"order\":\"([^\"]+)\"");

  @TempDir private Path folder;
  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void deploy_withABroker_hasItsPurchasesDecidedAndMetersIt() {
    Path root = Path.of(System.getProperty("lab.root", "."));
    try (ContainerLauncher launcher =
        new ContainerLauncher(root, folder.resolve("scratch"), news -> {})) {
      assertThat(launcher.lacks(WITH_BROKER)).isEmpty();
      assertThat(launcher.versions().get("rabbitmq")).matches("[0-9.]+ \\(image\\)");
      try (Deployment system = launcher.deploy(WITH_BROKER, folder)) {
        URI edge = system.edges().getFirst();
        post(
            edge.resolve("/api/products"),
            system.adminToken(),
            """
            {"sku":"tee","name":"Tee","price":1,"stock":1,"perBuyer":1}\
            """);

        var order = ORDER.matcher(accepted(edge, system.adminToken()));

        assertThat(order.find()).isTrue();
        Awaitility.await()
            .until(() ->
                get(edge.resolve("/api/orders/" + order.group(1)))
                    .contains("\"state\":\"RESERVED\""));
        Metered broker =
            system.metered().stream()
                .filter(part -> part.component() == Component.BROKER)
                .findFirst()
                .orElseThrow();
        assertThat(broker.meter().read())
            .hasValueSatisfying(usage -> assertThat(usage.cpuMs()).isPositive());
        assertThat(system.casualties()).isEmpty();
      }
    }
  }

  /** The edge may still be connecting to the broker. */
  private String accepted(URI edge, String token) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                post(
                    edge.resolve("/api/products/tee/purchases"),
                    token,
                    "{\"buyer\":\"ann\",\"quantity\":1}"),
            answer -> answer.contains("\"outcome\":\"queued\""));
  }

  private String post(URI uri, String token, String json) {
    return send(
        HttpRequest.newBuilder(uri)
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", "key")
            .POST(BodyPublishers.ofString(json)));
  }

  private String get(URI uri) {
    return send(HttpRequest.newBuilder(uri));
  }

  private String send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException e) {
      return e.toString();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return e.toString();
    }
  }
}
