package flashsalelab.lab.launch.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flashsalelab.lab.launch.Deployment;
import flashsalelab.lab.launch.LaunchException;
import flashsalelab.lab.launch.Metered;
import flashsalelab.lab.launch.Topology;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LostEngineOnDocker {
  private static final Path ROOT = Path.of(System.getProperty("lab.root", ".")).toAbsolutePath();
  private static final Topology SYSTEM =
      new Topology("javalin", 1, Map.of("SALE_GUARD", "semaphore"), null);

  @TempDir private Path folder;
  private final DockerAtHand docker = new DockerAtHand();
  private RelayedLauncher relayed;

  @BeforeEach
  void open() throws IOException {
    relayed = new RelayedLauncher(ROOT, folder);
  }

  @AfterEach
  void clear() throws IOException {
    relayed.clear();
    assertThat(docker.containersOf(relayed.pid())).isEmpty();
    assertThat(docker.networksOf(relayed.pid())).isEmpty();
  }

  private static Duration timeOf(Runnable deed) {
    Instant begun = Instant.now();
    deed.run();
    return Duration.between(begun, Instant.now());
  }

  @Test
  void engineGone_isACasualtyAndHoldsNothingUp() throws IOException {
    Deployment deployment = relayed.launcher().deploy(SYSTEM, folder);

    relayed.lose();

    assertThat(deployment.casualties())
        .singleElement()
        .asString()
        .startsWith("the Docker engine does not answer");
    assertThat(deployment.metered()).hasSize(2);
    assertThatThrownBy(() -> deployment.startGenerator(folder))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("the Docker engine does not answer");
    assertThat(timeOf(relayed.launcher()::close)).isLessThan(Duration.ofSeconds(5));
    assertThat(docker.containersOf(relayed.pid())).hasSize(2);
  }

  @Test
  void engineSilent_isGivenUpInSeconds() {
    Deployment deployment = relayed.launcher().deploy(SYSTEM, folder);

    relayed.freeze();

    Duration asked =
        timeOf(() ->
            assertThat(deployment.casualties())
                .containsExactly("the Docker engine does not answer (nothing within 5000 ms)"));
    assertThat(asked).isBetween(RelayedLauncher.PATIENCE, RelayedLauncher.PATIENCE.plusSeconds(3));
    assertThat(deployment.metered().stream().map(Metered::meter).flatMap(m -> m.read().stream()))
        .as("the kernel still counts")
        .hasSize(2);
    assertThat(timeOf(relayed.launcher()::close)).isLessThan(Duration.ofSeconds(25));
  }
}
