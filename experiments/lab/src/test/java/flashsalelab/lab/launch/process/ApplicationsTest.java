package flashsalelab.lab.launch.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flashsalelab.lab.launch.LaunchException;
import flashsalelab.lab.launch.Modules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplicationsTest {
  @TempDir private Path root;

  @Test
  void edge_built_runsItsJarOnThisJvm() throws IOException {
    Path jar = root.resolve("servers/fast/target/app/fast.jar");
    Files.createDirectories(jar.getParent());
    Files.createFile(jar);

    assertThat(new Applications(new Modules(root)).edge("fast", 64))
        .startsWith(System.getProperty("java.home") + "/bin/java", "-Xms64m", "-Xmx64m")
        .endsWith("-jar", jar.toString());
  }

  @Test
  void edge_notBuilt_saysWhatToDo() {
    assertThatThrownBy(() -> new Applications(new Modules(root)).edge("unheard-of", 64))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("servers/unheard-of/target/app/unheard-of.jar")
        .hasMessageContaining("mvn package");
  }
}
