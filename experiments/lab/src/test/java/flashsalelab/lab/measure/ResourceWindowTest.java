package flashsalelab.lab.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import flashsalelab.lab.launch.Component;
import flashsalelab.lab.launch.Metered;
import flashsalelab.lab.launch.Metered.Usage;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ResourceWindowTest {

  @Test
  void close_cpu_isTheDifferenceOfTheEdges() {
    var usage = new AtomicReference<>(Optional.of(new Usage(1000, 50, 4)));
    var window = ResourceWindow.open(List.of(new Metered(Component.EDGE, "edge-1", usage::get)));
    usage.set(Optional.of(new Usage(1600, 40, 5)));

    List<ResourceWindow.Use> uses = window.close();

    assertThat(uses).hasSize(1);
    assertThat(uses.getFirst().cpuMs()).isEqualTo(600);
    assertThat(uses.getFirst().threads()).isEqualTo(5);
    assertThat(uses.getFirst().cpuCores()).isEqualTo(600 / uses.getFirst().windowMs());
  }

  @Test
  void close_memory_isTheLargestSeen() {
    var reads = new AtomicInteger();
    Metered.Meter meter =
        () -> Optional.of(new Usage(0, reads.incrementAndGet() == 2 ? 900 : 100, 1));
    var window = ResourceWindow.open(List.of(new Metered(Component.REDIS, "redis", meter)));

    await().until(() -> reads.get() >= 2);

    assertThat(window.close().getFirst().memoryMib()).isEqualTo(900);
  }

  @Test
  void close_processGoneMeanwhile_isLeftOut() {
    var usage = new AtomicReference<>(Optional.of(new Usage(1000, 50, 4)));
    var window = ResourceWindow.open(List.of(new Metered(Component.EDGE, "edge-1", usage::get)));
    usage.set(Optional.empty());

    assertThat(window.close()).isEmpty();
  }
}
