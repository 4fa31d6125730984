package flashsalelab.contract;

import flashsalelab.sale.fixture.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A balancer as a process of its own, before edges that come and go. */
final class BalancerChild implements AutoCloseable {
  private final Process process;
  private final int port;

  private BalancerChild(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts it on a free port, before these edges, and returns at once. */
  static BalancerChild start(Path folder, EdgeChild... edges) {
    int port = FreePort.next();
    Path jar = Path.of(System.getProperty("lab.root"), "balancer", "target", "app", "balancer.jar");
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                java.toString(),
                "-Xmx128m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dio.netty.noUnsafe=false",
                "-jar",
                jar.toString()));
    builder.environment().put("BALANCER_PORT", Integer.toString(port));
    builder.environment().put("BALANCER_ADMIN_PORT", "0");
    builder
        .environment()
        .put(
            "BALANCER_UPSTREAMS",
            Stream.of(edges)
                .map(edge -> "127.0.0.1:" + edge.port())
                .collect(Collectors.joining(",")));
    builder
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("balancer-" + port + ".log").toFile());
    try {
      return new BalancerChild(builder.start(), port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Client client() {
    return new Client(URI.create("http://127.0.0.1:" + port), EdgeChild.TOKEN);
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
