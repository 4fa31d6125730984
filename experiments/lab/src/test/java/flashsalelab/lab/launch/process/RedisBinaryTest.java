package flashsalelab.lab.launch.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisBinaryTest {
  @TempDir private Path folder;

  @Test
  void embedded_thisMachine_runsAndTellsItsVersion() {
    RedisBinary redis = RedisBinary.embedded(folder);

    assertThat(redis.executable()).isExecutable();
    assertThat(redis.version()).matches("\\d+\\.\\d+\\.\\d+ \\(embedded\\)");
  }

  @Test
  void find_installedOne_isPreferred() {
    RedisBinary found = RedisBinary.find(folder);

    assertThat(found.version())
        .endsWith(RedisBinary.installed().isPresent() ? "(installed)" : "(embedded)");
  }
}
