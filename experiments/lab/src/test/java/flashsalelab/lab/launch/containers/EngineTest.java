package flashsalelab.lab.launch.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Info;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.dockerclient.DockerClientProviderStrategy;
import org.testcontainers.dockerclient.TransportConfig;

class EngineTest {
  private static final String REFUSAL =
      """
      HTTP/1.1 404 Not Found\r
      Content-Type: application/json\r
      Content-Length: 32\r
      Connection: close\r
      \r
      {"message":"there is no such..."}\
      """;

  @TempDir private Path folder;

  private static Engine at(Path socket, Duration patience) throws Exception {
    var transport = TransportConfig.builder().dockerHost(URI.create("unix://" + socket)).build();
    return new Engine(
        Bounded.call(
            Duration.ofSeconds(10),
            () -> DockerClientProviderStrategy.getClientForConfig(transport)),
        new Info(),
        transport,
        patience);
  }

  @Test
  void ask_engineGone_saysSo() throws Exception {
    try (var gone = FakeEngine.closed(folder.resolve("s"))) {
      Engine engine = at(gone.socket(), Duration.ofSeconds(10));

      assertThatThrownBy(() -> engine.ask(docker -> docker.infoCmd().exec()))
          .isInstanceOf(EngineGoneException.class)
          .hasMessage("the Docker engine does not answer (Connection refused)");
    }
  }

  @Test
  void ask_engineFallsSilent_isGivenUp() throws Exception {
    Path socket = folder.resolve("s");
    Engine engine;
    try (var refusing = FakeEngine.answering(socket, REFUSAL)) {
      engine = at(refusing.socket(), Duration.ofMillis(300));
    }
    Files.delete(socket);
    try (var silent = FakeEngine.silent(socket)) {
      Instant asked = Instant.now();

      assertThatThrownBy(() -> engine.tell(docker -> docker.infoCmd().exec()))
          .isInstanceOf(EngineGoneException.class)
          .hasMessage("the Docker engine does not answer (nothing within 300 ms)");
      assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(5));
      assertThat(silent.socket()).exists();
    }
  }

  @Test
  void ask_refusal_isTheEnginesOwn() throws Exception {
    try (var refusing = FakeEngine.answering(folder.resolve("s"), REFUSAL)) {
      Engine engine = at(refusing.socket(), Duration.ofSeconds(10));

      assertThatThrownBy(() -> engine.ask(docker -> docker.inspectContainerCmd("some").exec()))
          .isInstanceOf(NotFoundException.class);
    }
  }
}
