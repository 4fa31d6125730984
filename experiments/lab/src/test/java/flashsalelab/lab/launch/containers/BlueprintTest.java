package flashsalelab.lab.launch.containers;

import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.lab.launch.Cores;
import flashsalelab.lab.launch.RedisDurability;
import flashsalelab.lab.launch.Topology;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlueprintTest {

  @ParameterizedTest
  @CsvSource({"NONE, no, everysec", "EVERYSEC, yes, everysec", "ALWAYS, yes, always"})
  void redis_ofADurability_isStartedWithIt(
      RedisDurability durability, String append, String flush) {
    var topology = new Topology("javalin", 1, Map.of(), null);
    var blueprint =
        new Blueprint(topology, durability, new Cores(List.of(), List.of(), "all"), "token");

    assertThat(blueprint.redis("redis").command())
        .startsWith("redis-server")
        .containsSubsequence("--save", "", "--appendonly", append, "--appendfsync", flush);
  }
}
