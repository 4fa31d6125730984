package flashsalelab.contract;

import flashsalelab.sale.fixture.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** One edge as a process of its own, whose end is part of the test. */
final class EdgeChild implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(30);

  private static final String RECORDING = "test";

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
    int port = FreePort.next();
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

  /** Starts a JFR recording with these settings of the diagnostic command JFR.start. */
  void record(List<String> settings) {
    List<String> arguments = new ArrayList<>(List.of("JFR.start", "name=" + RECORDING));
    arguments.addAll(settings);
    jcmd(arguments);
  }

  /** Writes what was recorded so far to a file. */
  void dumpRecording(Path file) {
    jcmd(List.of("JFR.dump", "name=" + RECORDING, "filename=" + file));
  }

  private void jcmd(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
    command.add(Long.toString(process.pid()));
    command.addAll(arguments);
    try {
      Process diagnostic = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(diagnostic.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (diagnostic.waitFor() != 0) {
        throw new AssertionError("%s failed: %s".formatted(command, said));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
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
