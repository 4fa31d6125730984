package flashsalelab.lab.launch.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flashsalelab.lab.launch.LaunchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImagesOnDocker {
  private static final String IMAGE = "flash-sale-lab/of-a-test:lab";

  @TempDir private Path root;
  private final Engine engine = new DockerAtHand().engine();
  private final List<String> news = new ArrayList<>();
  private Path module;

  @BeforeEach
  void lookLikeARepository() throws IOException {
    module = root.resolve("servers/of-a-test");
    write("servers/of-a-test/target/app/of-a-test.jar", "first");
    write("docker/image/shared", "shared");
  }

  @AfterEach
  void removeImage() {
    if (!engine.ask(docker -> docker.listImagesCmd().withReferenceFilter(IMAGE).exec()).isEmpty()) {
      engine.tell(docker -> docker.removeImageCmd(IMAGE).withForce(true).exec());
    }
  }

  private void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private Images images() {
    return new Images(engine, root, news::add);
  }

  private void dockerfile(String... lines) throws IOException {
    write("servers/of-a-test/Dockerfile", String.join("\n", lines) + "\n");
  }

  @Test
  void of_unchangedModule_isTheSameImage_changedOneReplacesIt() throws IOException {
    dockerfile(
        "FROM redis:7-bookworm AS packaged",
        "RUN echo this takes long",
        "COPY servers/of-a-test/target/app /app",
        "FROM packaged",
        "RUN exit 1");

    String first = images().of(module);
    assertThat(news).containsExactly("building the image " + IMAGE);
    assertThat(images().of(module)).isEqualTo(first);
    write("servers/of-a-test/target/app/of-a-test.jar", "second");
    String second = images().of(module);

    assertThat(second).isNotEqualTo(first);
    assertThatThrownBy(() -> engine.ask(docker -> docker.inspectImageCmd(first).exec()))
        .hasMessageContaining("No such image");
    assertThat(news).as("only what has to be run is news").hasSize(1);
  }

  @Test
  void of_failingStep_showsTheLastLinesAndTheWayOut() throws IOException {
    dockerfile("FROM redis:7-bookworm AS packaged", "RUN echo the disk is full; exit 3");

    assertThatThrownBy(() -> images().of(module))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("the image " + IMAGE + " could not be built")
        .hasMessageContaining("the disk is full")
        .hasMessageContaining("code: 3")
        .hasMessageContaining("-Dexperiments.launcher=processes");
  }

  @Test
  void of_baseImageMissing_saysHowToMakeIt() throws IOException {
    dockerfile("FROM flash-sale-lab/no-such-base:1 AS packaged");

    assertThatThrownBy(() -> images().of(module))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("flash-sale-lab/no-such-base")
        .hasMessageContaining("docker/offline/make-base-images");
  }
}
