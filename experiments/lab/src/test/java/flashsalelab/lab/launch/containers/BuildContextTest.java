package flashsalelab.lab.launch.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flashsalelab.lab.launch.LaunchException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildContextTest {
  @TempDir private Path root;
  private Path module;

  @BeforeEach
  void lookLikeARepository() throws IOException {
    module = root.resolve("servers/fast");
    write("servers/fast/Dockerfile");
    write("servers/fast/target/app/fast.jar");
    write("servers/fast/target/app/lib/some.jar");
    write("servers/fast/target/classes/Some.class");
    write("servers/fast/src/main/java/Some.java");
    write("docker/image/run");
    write("README.md");
    assertThat(root.resolve("docker/image/run").toFile().setExecutable(true)).isTrue();
  }

  private void write(String path) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, path);
  }

  @Test
  void pack_builtModule_carriesWhatTheImageIsMadeOfAndNothingElse() throws IOException {
    var modes = new HashMap<String, Integer>();
    Path packed = new BuildContext(root, module).pack();
    try (var tar = new TarArchiveInputStream(Files.newInputStream(packed))) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        modes.put(entry.getName(), entry.getMode() & 0777);
        assertThat(new String(tar.readAllBytes(), StandardCharsets.UTF_8))
            .isEqualTo(entry.getName());
      }
    }
    Files.delete(packed);

    assertThat(modes)
        .isEqualTo(
            Map.of(
                "servers/fast/Dockerfile", 0644,
                "servers/fast/target/app/fast.jar", 0644,
                "servers/fast/target/app/lib/some.jar", 0644,
                "docker/image/run", 0755));
    assertThat(new BuildContext(root, module).dockerfile()).isEqualTo("servers/fast/Dockerfile");
  }

  @Test
  void pack_notBuilt_saysWhatToDo() throws IOException {
    Files.delete(module.resolve("target/app/fast.jar"));

    assertThatThrownBy(() -> new BuildContext(root, module).pack())
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("mvn package");
  }

  @Test
  void pack_noDockerfile_namesIt() throws IOException {
    Files.delete(module.resolve("Dockerfile"));

    assertThatThrownBy(() -> new BuildContext(root, module).pack())
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("servers/fast/Dockerfile");
  }
}
