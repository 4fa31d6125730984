package flashsalelab.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A process of the sale, which may be killed and started again on the same port. */
final class Child implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private final String name;
  private final List<String> command;
  private final Map<String, String> environment;
  private final URI health;
  private final Path log;
  private @Nullable Process process;
  private Instant startedAt = Instant.EPOCH;

  private Child(
      String name, List<String> command, Map<String, String> environment, int port, Path folder) {
    this.name = name;
    this.command = command;
    this.environment = environment;
    this.health = URI.create("http://127.0.0.1:" + port);
    this.log = folder.resolve(name + ".log");
  }

  /**
   * A JVM with an application of this project, not started yet.
   *
   * @param application the module's path and jar, {@code servers/jetty}
   * @param main its main class; null for the jar's own
   * @param port where it answers {@code /healthz}
   */
  static Child of(
      String name,
      String application,
      @Nullable String main,
      Map<String, String> environment,
      int port,
      Path folder) {
    Path app = Path.of(System.getProperty("lab.root"), application, "target", "app");
    String jar = app.resolve(Path.of(application).getFileName() + ".jar").toString();
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx160m",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
    command.addAll(main == null ? List.of("-jar", jar) : List.of("-cp", jar, main));
    return new Child(name, command, environment, port, folder);
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI address() {
    return health;
  }

  /** When it was started last, by the clock of the tests. */
  Instant startedAt() {
    return startedAt;
  }

  /** Starts it, again if it was killed. */
  Child start() {
    try {
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().putAll(environment);
      builder
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      startedAt = Instant.now();
      process = builder.start();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it answers with 200. */
  Child await(String path) {
    Awaitility.await(name + " answers")
        .atMost(START_LIMIT)
        .until(() -> {
          if (process == null || !process.isAlive()) {
            throw new AssertionError(name + " has ended; it said:\n" + said());
          }
          return Http.status(health.resolve(path)) == 200;
        });
    return this;
  }

  /** Ends it with SIGKILL: it has no time for anything. */
  void kill() {
    Process running = process;
    if (running != null) {
      running.destroyForcibly().onExit().join();
    }
  }

  /** What it has written. */
  String said() {
    try {
      return Files.exists(log) ? Files.readString(log, StandardCharsets.UTF_8) : "nothing";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    kill();
  }
}
