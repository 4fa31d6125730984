package flashsalelab.lab.launch.process;

import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.lab.launch.Component;
import flashsalelab.lab.launch.Deployment;
import flashsalelab.lab.launch.Metered;
import flashsalelab.lab.launch.Topology;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The installed RabbitMQ as the broker of a deployment. */
@Timeout(120)
class BrokerOnRabbit {
  private static final Topology WITH_BROKER =
      new Topology("none", 0, Map.of(), null, Set.of(Component.REDIS, Component.BROKER));

  @TempDir private Path folder;

  private ProcessLauncher launcher() {
    return new ProcessLauncher(
        Path.of(System.getProperty("lab.root", ".")), folder.resolve("scratch"));
  }

  @Test
  void deploy_withABroker_startsItMetersItAndLeavesNothing() throws Exception {
    try (ProcessLauncher launcher = launcher()) {
      assertThat(launcher.lacks(WITH_BROKER)).isEmpty();
      assertThat(launcher.versions().get("rabbitmq")).matches("[0-9.]+ \\(installed\\)");

      Deployment system = launcher.deploy(WITH_BROKER, folder);
      List<ProcessHandle> children = ProcessHandle.current().descendants().toList();
      Metered broker =
          system.metered().stream()
              .filter(part -> part.process().equals("broker"))
              .findFirst()
              .orElseThrow();
      assertThat(broker.component()).isEqualTo(Component.BROKER);
      assertThat(broker.meter().read())
          .hasValueSatisfying(usage -> assertThat(usage.memoryMib()).isGreaterThan(20));
      assertThat(system.casualties()).isEmpty();
      assertThat(folder.resolve("broker-data")).isDirectory();

      system.close();
      Awaitility.await().until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
      try (Stream<Path> left = Files.list(folder)) {
        assertThat(left).noneMatch(path -> path.toString().endsWith("-data"));
      }
    }
  }
}
