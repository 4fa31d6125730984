package flashsalelab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.sale.fixture.RedisFixture;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What schemathesis can think of, by the document that an edge serves: no 5xx, and nothing that the
 * document does not say. Run by the profile {@code schemathesis} alone.
 */
@Timeout(600)
final class SchemathesisContract {
  private static final Duration INSTALL_LIMIT = Duration.ofMinutes(5);
  private static final Duration RUN_LIMIT = Duration.ofMinutes(4);
  private static final Path FOLDER =
      Path.of(System.getProperty("lab.root"), "servers", "contract", "schemathesis");
  private static final Path TOOL =
      Path.of(System.getProperty("lab.root"), "servers", "contract", "target", "schemathesis");

  @TempDir private Path folder;
  private final RedisFixture redis = RedisUnderTest.notStarted();

  @BeforeAll
  static void install() throws Exception {
    if (!Files.isExecutable(TOOL.resolve("bin/schemathesis"))) {
      run(INSTALL_LIMIT, Map.of(), "python3", "-m", "venv", TOOL.toString());
      run(
          INSTALL_LIMIT,
          Map.of(),
          TOOL.resolve("bin/pip").toString(),
          "install",
          "--quiet",
          "--require-hashes",
          "--requirement",
          FOLDER.resolve("requirements.txt").toString());
    }
  }

  @AfterEach
  void stop() {
    redis.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"javalin", "jetty"})
  void edge_askedWhateverTheDocumentAllowsAndNot_answersAsItSays(String name) throws Exception {
    redis.restart();
    Map<String, String> settings =
        Map.of("REDIS_URL", redis.url(), "BUYER_RATE_PER_SECOND", "0", "SHED_ABOVE_MS", "0");
    try (EdgeChild edge = EdgeChild.start(name, settings, folder)) {
      edge.awaitStatus("/readyz", 200);
      URI document = edge.client().base().resolve("/openapi.json");
      run(
          RUN_LIMIT,
          Map.of("ADMIN_TOKEN", EdgeChild.TOKEN),
          TOOL.resolve("bin/schemathesis").toString(),
          "--config-file",
          FOLDER.resolve("schemathesis.toml").toString(),
          "run",
          document.toString());
      assertThat(edge.log()).doesNotContain("ERROR").doesNotContain("WARN");
    }
  }

  /** Runs a program, whose output is this process' own; it must end well and in time. */
  private static void run(Duration limit, Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(List.of(command)).inheritIO();
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      assertThat(process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS))
          .as("%s took longer than %s", command[0], limit)
          .isTrue();
      assertThat(process.exitValue()).as("the exit code of %s; see above", command[0]).isZero();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
