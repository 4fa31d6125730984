package flashsalelab.lab.launch.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flashsalelab.lab.launch.Deployment;
import flashsalelab.lab.launch.LaunchException;
import flashsalelab.lab.launch.Launcher;
import flashsalelab.lab.launch.Metered;
import flashsalelab.lab.launch.ProcessIdentity;
import flashsalelab.lab.launch.Topology;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.dockerclient.DockerClientProviderStrategy;
import org.testcontainers.dockerclient.TransportConfig;

/** The engine is lost in mid-run. Its containers run on, so a lab that is dead has to own them. */
class LostEngineOnDocker {
  private static final Path ROOT = Path.of(System.getProperty("lab.root", ".")).toAbsolutePath();
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Topology SYSTEM =
      new Topology("javalin", 1, Map.of("SALE_GUARD", "semaphore"), null);

  @TempDir private Path folder;
  private final DockerAtHand docker = new DockerAtHand();
  private final Owner dead = new Owner(Owner.own().host(), new ProcessIdentity(1, 1));
  private EngineRelay relay;
  private Launcher launcher;

  @BeforeEach
  void open() throws Exception {
    Path socket = folder.resolve("docker.sock");
    relay = new EngineRelay(socket, Path.of(docker.engine().host().engine().getPath()));
    var transport = TransportConfig.builder().dockerHost(URI.create("unix://" + socket)).build();
    var client = DockerClientProviderStrategy.getClientForConfig(transport);
    var engine = new Engine(client, client.infoCmd().exec(), transport, PATIENCE);
    launcher = new ContainerLauncher(engine, dead, ROOT, folder, System.out::println);
  }

  @AfterEach
  void clear() throws Exception {
    relay.close();
    new Leftovers(docker.engine(), dead.host()).clear();
    assertThat(docker.containersOf(dead.lab().pid())).isEmpty();
    assertThat(docker.networksOf(dead.lab().pid())).isEmpty();
  }

  private static Duration timeOf(Runnable deed) {
    Instant begun = Instant.now();
    deed.run();
    return Duration.between(begun, Instant.now());
  }

  @Test
  void engineGone_isACasualtyAndHoldsNothingUp() throws Exception {
    Deployment deployment = launcher.deploy(SYSTEM, folder);

    relay.close();

    assertThat(deployment.casualties())
        .singleElement()
        .asString()
        .startsWith("the Docker engine does not answer");
    assertThat(deployment.metered()).hasSize(2);
    assertThatThrownBy(() -> deployment.startGenerator(folder))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("the Docker engine does not answer");
    assertThat(timeOf(launcher::close)).isLessThan(Duration.ofSeconds(5));
    assertThat(docker.containersOf(dead.lab().pid())).hasSize(2);
  }

  @Test
  void engineSilent_isGivenUpInSeconds() {
    Deployment deployment = launcher.deploy(SYSTEM, folder);

    relay.freeze();

    Duration asked =
        timeOf(() ->
            assertThat(deployment.casualties())
                .containsExactly("the Docker engine does not answer (nothing within 5000 ms)"));
    assertThat(asked).isBetween(PATIENCE, PATIENCE.plusSeconds(3));
    assertThat(deployment.metered().stream().map(Metered::meter).flatMap(m -> m.read().stream()))
        .as("the kernel still counts")
        .hasSize(2);
    assertThat(timeOf(launcher::close)).isLessThan(Duration.ofSeconds(25));
  }
}
