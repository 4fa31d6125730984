package flashsalelab.lab.launch.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flashsalelab.lab.launch.Component;
import flashsalelab.lab.launch.LaunchException;
import flashsalelab.lab.launch.Readiness;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  @TempDir private Path folder;

  private ChildProcess shell(String script) {
    return ChildProcess.start(
        Component.EDGE,
        "edge-1",
        List.of("sh", "-c", script),
        Map.of("WORD", "hello"),
        false,
        folder);
  }

  @Test
  void end_exited_tellsTheCode() {
    ChildProcess child = shell("exit 3");
    child.awaitEnd(LIMIT);

    assertThat(child.end()).contains("edge-1 ended with exit code 3");
  }

  @Test
  void end_killed_tellsTheSignal() {
    ChildProcess child = shell("kill -9 $$");
    child.awaitEnd(LIMIT);

    assertThat(child.end()).contains("edge-1 ended with exit code 137 (signal 9)");
  }

  @Test
  void lastWords_longLog_showsItsEnd() {
    ChildProcess child = shell("seq 1 100; echo $WORD");
    child.awaitEnd(LIMIT);

    assertThat(child.lastWords()).endsWith("hello").contains("100").doesNotContain("    50");
  }

  @Test
  void awaitEnd_ignoresTheRequest_isForced() {
    ChildProcess child = shell("trap '' TERM; while true; do sleep 1; done");
    child.askToEnd();

    child.awaitEnd(Duration.ofMillis(300));

    assertThat(child.isAlive()).isFalse();
  }

  @Test
  void start_noSuchProgram_namesThePart() {
    assertThatThrownBy(() ->
            ChildProcess.start(
                Component.REDIS, "redis", List.of("/no/such/program"), Map.of(), false, folder))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("redis cannot be started");
  }

  @Test
  void readiness_partEndsAtStart_showsItsLastWords() {
    ChildProcess child = shell("echo port 80 is taken; exit 1");
    var readiness = new Readiness(child, URI.create("http://127.0.0.1:1/readyz"));

    assertThatThrownBy(readiness::await)
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("edge-1 ended with exit code 1 at start")
        .hasMessageContaining("port 80 is taken");
  }
}
