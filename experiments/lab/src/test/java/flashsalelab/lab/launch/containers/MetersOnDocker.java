package flashsalelab.lab.launch.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flashsalelab.lab.launch.Component;
import flashsalelab.lab.launch.LaunchException;
import flashsalelab.lab.launch.Metered;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetersOnDocker {
  private static final int LIMIT_MIB = 64;

  @TempDir private Path folder;
  private final Engine engine = new DockerAtHand().engine();
  private final Estate estate = new Estate(engine, Owner.own().labels("meters"));

  @AfterEach
  void remove() {
    estate.close(() -> {});
  }

  private LabContainer start(String script) {
    estate.open();
    LabContainer container =
        estate.make(
            new ContainerSpec(
                Component.EDGE,
                "busy",
                "redis:7-bookworm",
                List.of("bash", "-c", script),
                Map.of(),
                List.of(),
                LIMIT_MIB,
                List.of(),
                false),
            folder);
    container.start();
    return container;
  }

  @Test
  void read_busyContainer_kernelAndEngineAgree() {
    LabContainer container =
        start("for ((i = 0; i < 500000; i++)); do :; done; echo done; sleep 60 & wait");
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> container.lastWords().contains("done"));

    Metered.Usage kernels = container.metered().meter().read().orElseThrow();
    Metered.Usage engines = new EngineMeter(engine, container.id()).read().orElseThrow();

    assertThat(container.meter()).isInstanceOf(Cgroup.class);
    assertThat(kernels.cpuMs())
        .isGreaterThan(200)
        .isCloseTo(engines.cpuMs(), Percentage.withPercentage(5));
    assertThat(kernels.memoryMib()).isCloseTo(engines.memoryMib(), Offset.offset(1.0));
    assertThat(kernels.threads()).isEqualTo(engines.threads()).isEqualTo(2);
  }

  @Test
  void end_moreMemoryThanItsLimit_saysSo() {
    LabContainer container =
        start("text=$(head --bytes=200M /dev/zero | tr '\\0' x); echo ${#text}");

    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> container.end().isPresent());

    assertThat(estate.casualties(none -> false))
        .containsExactly(
            "busy ended with exit code 137 (signal 9): it needed more memory than its limit of 64 MiB");
    assertThat(container.metered().meter().read()).isEmpty();
  }

  @Test
  void casualties_containerRemovedByAStranger_saysSo() {
    LabContainer container = start("sleep 60");
    assertThat(estate.casualties(none -> false)).isEmpty();

    new DockerAtHand().removeContainer(container.id());

    assertThat(estate.casualties(none -> false)).containsExactly("busy was removed");
  }

  @Test
  void make_whatTheEngineRefuses_namesThePart() {
    estate.open();

    assertThatThrownBy(() -> estate.make(spec("flash-sale-lab/none:1", List.of()), folder))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("the container of edge-1 cannot be made")
        .hasMessageContaining("flash-sale-lab/none:1");
    assertThatThrownBy(() -> estate.make(spec("redis:7-bookworm", List.of(9999)), folder))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("the container of edge-1 cannot be made")
        .hasMessageContaining("9999");
  }

  private static ContainerSpec spec(String image, List<Integer> processors) {
    return new ContainerSpec(
        Component.EDGE,
        "edge-1",
        image,
        List.of(),
        Map.of(),
        List.of(),
        LIMIT_MIB,
        processors,
        false);
  }
}
