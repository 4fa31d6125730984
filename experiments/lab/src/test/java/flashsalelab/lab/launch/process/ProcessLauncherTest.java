package flashsalelab.lab.launch.process;

import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.lab.launch.Component;
import flashsalelab.lab.launch.DatabaseAddress;
import flashsalelab.lab.launch.Deployment;
import flashsalelab.lab.launch.RedisDurability;
import flashsalelab.lab.launch.Topology;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProcessLauncherTest {
  @TempDir private Path folder;

  private ProcessLauncher launcher(RedisDurability durability) {
    return new ProcessLauncher(
        Path.of(System.getProperty("lab.root", ".")), folder.resolve("scratch"), durability);
  }

  private static Topology withoutEdges(Map<String, String> settings) {
    return new Topology("none", 0, settings, null);
  }

  @ParameterizedTest
  @EnumSource
  void deploy_withADurability_startsRedisWithItAndRemovesWhatItWrote(RedisDurability durability)
      throws IOException {
    try (ProcessLauncher launcher = launcher(durability)) {
      Deployment system = launcher.deploy(withoutEdges(Map.of()), folder);
      Awaitility.await()
          .ignoreExceptions()
          .until(() -> value(system.redis().orElseThrow(), "appendonly") != null);

      boolean appends = durability != RedisDurability.NONE;
      assertThat(value(system.redis().orElseThrow(), "appendonly"))
          .isEqualTo(appends ? "yes" : "no");
      assertThat(value(system.redis().orElseThrow(), "appendfsync"))
          .isEqualTo(durability == RedisDurability.ALWAYS ? "always" : "everysec");
      Path data = Path.of(value(system.redis().orElseThrow(), "dir"));
      assertThat(data).startsWith(folder).exists();
      assertThat(files(data)).matches(written -> written.isEmpty() != appends);

      system.close();
      assertThat(data).doesNotExist();
    }
  }

  @Test
  void deploy_withARedisThatIsThere_startsNone() {
    try (ProcessLauncher launcher = launcher(RedisDurability.NONE)) {
      String url = "redis://127.0.0.1:1,127.0.0.1:2";
      Deployment system = launcher.deploy(withoutEdges(Map.of(Topology.REDIS_URL, url)), folder);

      assertThat(system.metered()).isEmpty();
      assertThat(system.redis().orElseThrow()).hasToString(url);
    }
  }

  @Test
  void deploy_withADatabaseAlone_startsItMetersItAndLeavesNothing() throws Exception {
    var alone = new Topology("none", 0, Map.of(), null, Set.of(Component.DATABASE));
    try (ProcessLauncher launcher = launcher(RedisDurability.NONE)) {
      assertThat(launcher.lacks(alone)).isEmpty();
      assertThat(launcher.versions().get("postgresql"))
          .matches("[0-9.]+ \\((installed|embedded)\\)");
      Deployment system = launcher.deploy(alone, folder);
      List<ProcessHandle> children = ProcessHandle.current().descendants().toList();

      assertThat(system.redis()).isEmpty();
      DatabaseAddress address = system.database().orElseThrow();
      try (var connection =
          DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password())) {
        assertThat(connection.isValid(1)).isTrue();
        assertThat(system.metered())
            .singleElement()
            .satisfies(database -> {
              assertThat(database.component()).isEqualTo(Component.DATABASE);
              assertThat(database.meter().read())
                  .hasValueSatisfying(usage -> assertThat(usage.threads()).isGreaterThan(3));
            });
      }
      system.spread(true);
      assertThat(system.casualties()).isEmpty();

      system.close();
      Awaitility.await().until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
    }
  }

  @Test
  void embeddedPostgres_isARealServer() {
    assertThat(PostgresBinary.embedded(folder.resolve("postgres")).version())
        .matches("[0-9.]+ \\(embedded\\)");
  }

  private static List<Path> files(Path data) throws IOException {
    try (Stream<Path> files = Files.list(data)) {
      return files.toList();
    }
  }

  /** The value of a setting: {@code *2}, its name, its value, each after a line with its length. */
  private static String value(URI redis, String setting) throws IOException {
    try (Socket socket = new Socket(redis.getHost(), redis.getPort());
        var reader =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
      socket
          .getOutputStream()
          .write("CONFIG GET %s\r\nQUIT\r\n".formatted(setting).getBytes(StandardCharsets.UTF_8));
      return reader.lines().toList().get(4);
    }
  }
}
