package flashsalelab.balancer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The balancer as a process of its own: how it starts, and how it ends. */
final class ProcessTest {
  @Test
  void sigterm_endsTheProcessWithZero() throws Exception {
    Process process =
        start(
            Map.of(
                "BALANCER_UPSTREAMS",
                "127.0.0.1:1",
                "BALANCER_PORT",
                "0",
                "BALANCER_ADMIN_PORT",
                "0"));
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      String line = output.readLine();
      while (line != null && !line.contains("Proxy on")) {
        line = output.readLine();
      }
      assertThat(line).as("it started").isNotNull();
      process.toHandle().destroy();

      assertThat(output.lines()).anyMatch(text -> text.contains("Stopped"));
      assertThat(process.waitFor()).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void takenPort_isNamedInOneLine_andTheProcessEndsWithOne() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(taken.getLocalPort());
      Process process =
          start(
              Map.of(
                  "BALANCER_UPSTREAMS",
                  "127.0.0.1:1",
                  "BALANCER_PORT",
                  port,
                  "BALANCER_ADMIN_PORT",
                  "0"));

      String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).isEqualTo(1);
      assertThat(errors.lines().filter(line -> line.contains("BALANCER_PORT=" + port))).hasSize(1);
    }
  }

  @Test
  void missingUpstreams_areNamed_andTheProcessEndsWithOne() throws Exception {
    Process process = start(Map.of());

    String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isEqualTo(1);
    assertThat(errors).contains("BALANCER_UPSTREAMS is not set");
  }

  private static Process start(Map<String, String> environment) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Xmx64m",
            "-cp",
            System.getProperty("java.class.path"),
            Balancer.class.getName());
    builder.environment().keySet().removeIf(name -> name.startsWith("BALANCER_"));
    builder.environment().putAll(environment);
    return builder.start();
  }
}
