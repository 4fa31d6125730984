package flashsalelab.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** One edge as a process of its own, whose end is part of the test. */
final class EdgeChild implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(30);

  static final String TOKEN = "contract-token";

  private final Process process;
  private final int port;
  private final Path log;

  private EdgeChild(Process process, int port, Path log) {
    this.process = process;
    this.port = port;
    this.log = log;
  }

  /**
   * Starts it on a free port and returns at once.
   *
   * @param variables its environment, beside what this process has
   */
  static EdgeChild start(String edge, Map<String, String> variables, Path folder) {
    Map<String, String> environment = new HashMap<>();
    int port = freePort();
    environment.put("EDGE_PORT", Integer.toString(port));
    environment.put("ADMIN_TOKEN", TOKEN);
    environment.putAll(variables);
    Path jar =
        Path.of(System.getProperty("lab.root"), "servers", edge, "target", "app", edge + ".jar");
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Path log = folder.resolve(edge + "-" + port + ".log");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(
              List.of(
                  java.toString(),
                  "-Xmx192m",
                  "--enable-native-access=ALL-UNNAMED",
                  "--sun-misc-unsafe-memory-access=allow",
                  "-jar",
                  jar.toString()));
      builder.environment().putAll(environment);
      builder.redirectErrorStream(true).redirectOutput(log.toFile());
      return new EdgeChild(builder.start(), port, log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Client client() {
    return new Client(URI.create("http://127.0.0.1:" + port), TOKEN);
  }

  int port() {
    return port;
  }

  boolean accepts() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /** Waits until it answers so. */
  void awaitStatus(String path, int status) {
    Client client = client();
    Awaitility.await()
        .atMost(START_LIMIT)
        .until(() -> accepts() && client.get(path).status() == status);
  }

  /** Sends SIGTERM. */
  void terminate() {
    process.destroy();
  }

  /** Sends SIGKILL and waits until it is gone. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** The exit code. */
  int exit(long limitMillis) throws InterruptedException {
    if (!process.waitFor(limitMillis, TimeUnit.MILLISECONDS)) {
      throw new AssertionError("the process runs after %d ms; %s".formatted(limitMillis, log()));
    }
    return process.exitValue();
  }

  /** Everything it said. */
  String log() {
    try {
      return Files.readString(log, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    kill();
  }
}
