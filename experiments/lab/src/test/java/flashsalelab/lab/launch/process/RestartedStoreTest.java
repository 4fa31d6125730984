package flashsalelab.lab.launch.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flashsalelab.lab.launch.Component;
import flashsalelab.lab.launch.DatabaseAddress;
import flashsalelab.lab.launch.Deployment;
import flashsalelab.lab.launch.LaunchException;
import flashsalelab.lab.launch.RedisDurability;
import flashsalelab.lab.launch.Topology;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A killed server goes on with what its disk holds, and its death is no accident. */
class RestartedStoreTest {
  @TempDir private Path folder;

  private ProcessLauncher launcher;

  @BeforeEach
  void launcher() {
    launcher =
        new ProcessLauncher(
            Path.of(System.getProperty("lab.root", ".")),
            folder.resolve("scratch"),
            RedisDurability.NONE);
  }

  @AfterEach
  void end() {
    launcher.close();
  }

  private Deployment deploy(Component store, RedisDurability durability) {
    return launcher.deploy(
        new Topology("none", 0, Map.of(), null, Set.of(store), durability), folder);
  }

  @ParameterizedTest
  @EnumSource
  void restartStore_ofRedis_hasWhatItWroteToDisk(RedisDurability durability) throws IOException {
    Deployment system = deploy(Component.REDIS, durability);
    Awaitility.await().ignoreExceptions().until(() -> told(system, "SET sold 3").equals("+OK"));

    assertThat(system.killStore()).startsWith("redis ended");
    assertThatThrownBy(() -> told(system, "PING")).isInstanceOf(IOException.class);
    assertThat(system.casualties()).isEmpty();
    system.restartStore();

    assertThat(told(system, "EXISTS sold"))
        .isEqualTo(durability == RedisDurability.NONE ? ":0" : ":1");
    assertThat(system.killStore()).startsWith("redis-2 ended");
    assertThat(system.casualties()).isEmpty();
  }

  private static String told(Deployment system, String command) throws IOException {
    URI redis = system.redis().orElseThrow();
    try (Socket socket = new Socket(redis.getHost(), redis.getPort());
        var reader =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
      socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
      return String.valueOf(reader.readLine());
    }
  }

  @Test
  void restartStore_ofPostgres_hasWhatWasCommitted() throws SQLException {
    Deployment system = deploy(Component.DATABASE, RedisDurability.NONE);
    try (Connection connection = connection(system)) {
      connection.createStatement().execute("create table sold as select 3 as units");
    }

    assertThat(system.killStore()).startsWith("database ended");
    assertThatThrownBy(() -> connection(system).close()).isInstanceOf(SQLException.class);
    system.restartStore();

    try (Connection connection = connection(system);
        var rows = connection.createStatement().executeQuery("select units from sold")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getInt(1)).isEqualTo(3);
    }
    assertThat(system.casualties()).isEmpty();
  }

  private static Connection connection(Deployment system) throws SQLException {
    DatabaseAddress address = system.database().orElseThrow();
    return DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
  }

  @Test
  void killStore_twice_isRefused() {
    Deployment system = deploy(Component.REDIS, RedisDurability.NONE);
    system.killStore();

    assertThatThrownBy(system::killStore)
        .isInstanceOf(LaunchException.class)
        .hasMessage("redis was killed already");
  }

  @Test
  void killStore_thatWasThereBefore_isRefused() {
    Deployment system =
        launcher.deploy(
            new Topology("none", 0, Map.of(Topology.REDIS_URL, "redis://127.0.0.1:1"), null),
            folder);

    assertThatThrownBy(system::killStore)
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("was there before");
  }
}
