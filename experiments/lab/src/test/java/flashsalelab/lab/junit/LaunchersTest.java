package flashsalelab.lab.junit;

import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.lab.launch.containers.EngineProbe;
import flashsalelab.lab.run.LabSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaunchersTest {
  @TempDir private Path folder;

  @Test
  void choose_noEngine_isProcessesAndTellsWhy() {
    LabSettings.Choice choice =
        Launchers.choose(
            new EngineProbe(Map.of(), List.of(folder.resolve("docker.sock")), Duration.ofSeconds(1))
                .find());

    assertThat(choice.name()).isEqualTo("processes");
    assertThat(choice.why()).contains("there is no Docker engine");
  }

  @Test
  void choose_engineAnswers_isContainersAndTellsWhere() {
    LabSettings.Choice choice = Launchers.choose(new EngineProbe.Finding(true, "it is there"));

    assertThat(choice).isEqualTo(new LabSettings.Choice("containers", "it is there"));
    assertThat(Launchers.NAMES).contains(choice.name());
  }
}
