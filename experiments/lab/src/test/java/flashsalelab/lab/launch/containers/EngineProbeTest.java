package flashsalelab.lab.launch.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineProbeTest {
  private static final Duration PATIENCE = Duration.ofMillis(300);

  @TempDir private Path folder;

  private EngineProbe.Finding atSocket(Path socket) {
    return new EngineProbe(Map.of(), List.of(socket), PATIENCE).find();
  }

  private static EngineProbe.Finding atHost(String host) {
    return new EngineProbe(Map.of("DOCKER_HOST", host), List.of(), PATIENCE).find();
  }

  @Test
  void find_engineAnswers_saysWhere() throws IOException {
    Path socket = folder.resolve("s");
    try (var engine = FakeEngine.answering(socket, "HTTP/1.1 200 OK\r\n\r\nOK")) {
      assertThat(atSocket(engine.socket()))
          .isEqualTo(new EngineProbe.Finding(true, "a Docker engine answers at unix://" + socket));
      assertThat(atHost("unix://" + socket).answers()).isTrue();
    }
  }

  @Test
  void find_secondSocketAnswers_takesIt() throws IOException {
    try (var closed = FakeEngine.closed(folder.resolve("a"));
        var engine = FakeEngine.answering(folder.resolve("b"), "HTTP/1.1 200 OK\r\n\r\nOK")) {
      var probe = new EngineProbe(Map.of(), List.of(closed.socket(), engine.socket()), PATIENCE);

      assertThat(probe.find().text()).endsWith("/b");
    }
  }

  @Test
  void find_noSocket_saysHowToGetOne() {
    EngineProbe.Finding finding = atSocket(folder.resolve("none"));

    assertThat(finding.answers()).isFalse();
    assertThat(finding.text())
        .contains("there is no Docker engine: no socket " + folder.resolve("none"))
        .contains("install and start Docker")
        .contains("DOCKER_HOST");
    assertThat(atHost("unix://" + folder.resolve("none")).text())
        .contains("there is no such socket");
  }

  @Test
  void find_nothingListens_saysToStartIt() throws IOException {
    try (var closed = FakeEngine.closed(folder.resolve("s"))) {
      assertThat(atSocket(closed.socket()))
          .isEqualTo(
              new EngineProbe.Finding(
                  false,
                  "nothing listens at unix://%s; start the Docker engine"
                      .formatted(closed.socket())));
    }
    assertThat(atHost("tcp://127.0.0.1:1").text()).contains("nothing listens at tcp://127.0.0.1:1");
  }

  @Test
  void find_silence_isGivenUp() throws IOException {
    try (var silent = FakeEngine.silent(folder.resolve("s"))) {
      EngineProbe.Finding finding = atSocket(silent.socket());

      assertThat(finding.answers()).isFalse();
      assertThat(finding.text()).contains("did not answer within 300 ms").contains("restart it");
    }
  }

  @Test
  void find_somethingElseAnswers_saysWhatItSaid() throws IOException {
    try (var other = FakeEngine.answering(folder.resolve("s"), "SSH-2.0-OpenSSH\r\n")) {
      assertThat(atSocket(other.socket()).text())
          .contains("does not answer as a Docker engine does ('SSH-2.0-OpenSSH')");
    }
  }

  @Test
  void find_hostNotUnderstood_saysWhatItHasToBe() {
    for (String host : List.of("ssh://somewhere", "tcp://nowhere", "docker", "a b")) {
      assertThat(atHost(host).answers()).isFalse();
      assertThat(atHost(host).text())
          .contains("DOCKER_HOST is " + host)
          .contains("unix:///path or tcp://host:port");
    }
  }

  @Test
  void failure_notPermitted_saysWhichGroup() {
    assertThat(
            EngineProbe.failure(
                "unix:///run/docker.sock", new SocketException("Permission denied")))
        .contains("this user may not speak to the Docker engine at unix:///run/docker.sock")
        .contains("usermod -aG docker");
  }
}
