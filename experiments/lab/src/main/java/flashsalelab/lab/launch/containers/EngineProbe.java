package flashsalelab.lab.launch.containers;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * Whether a Docker engine answers, and if not, why: asked before anything is started, in seconds.
 *
 * @param environment variables; DOCKER_HOST names the engine
 * @param sockets where it listens if it is not named
 * @param patience how long it may take to answer
 */
public record EngineProbe(Map<String, String> environment, List<Path> sockets, Duration patience) {
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final byte[] PING =
      "GET /_ping HTTP/1.1\r\nHost: docker\r\nConnection: close\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);
  private static final int ENOUGH = 64;

  /**
   * What came of it.
   *
   * @param answers whether an engine can be used
   * @param text where it is; or why not, and the way out
   */
  public record Finding(boolean answers, String text) {}

  public EngineProbe {
    environment = Map.copyOf(environment);
    sockets = List.copyOf(sockets);
  }

  /** The probe of this user on this machine. */
  public static EngineProbe here() {
    Path home = Path.of(System.getProperty("user.home", "/"));
    String runtime = System.getenv().getOrDefault("XDG_RUNTIME_DIR", "/run");
    return new EngineProbe(
        System.getenv(),
        List.of(
            Path.of("/var/run/docker.sock"),
            Path.of(runtime, "docker.sock"),
            home.resolve(".docker/run/docker.sock"),
            home.resolve(".docker/desktop/docker.sock")),
        PATIENCE);
  }

  /** Asks. */
  public Finding find() {
    String host = environment.getOrDefault("DOCKER_HOST", "");
    if (!host.isBlank()) {
      return named(host);
    }
    List<Path> there = sockets.stream().filter(Files::exists).toList();
    if (there.isEmpty()) {
      return new Finding(
          false,
          "there is no Docker engine: no socket %s; install and start Docker, or name an engine in DOCKER_HOST"
              .formatted(sockets.getFirst()));
    }
    List<Finding> findings = there.stream().map(this::unix).toList();
    return findings.stream().filter(Finding::answers).findFirst().orElse(findings.getFirst());
  }

  private Finding named(String host) {
    URI uri;
    try {
      uri = URI.create(host);
    } catch (IllegalArgumentException e) {
      return notUnderstood(host);
    }
    String scheme = Objects.requireNonNullElse(uri.getScheme(), "");
    if (scheme.equals("unix")) {
      Path socket = Path.of(uri.getPath());
      return Files.exists(socket)
          ? unix(socket)
          : new Finding(
              false,
              "DOCKER_HOST is %s, but there is no such socket; start that engine, or unset DOCKER_HOST"
                  .formatted(host));
    }
    if (scheme.equals("npipe")) {
      return new Finding(true, "a Docker engine is expected at " + host);
    }
    boolean overNetwork = scheme.equals("tcp") || scheme.equals("http") || scheme.equals("https");
    if (!overNetwork || uri.getHost() == null || uri.getPort() < 0) {
      return notUnderstood(host);
    }
    boolean encrypted =
        scheme.equals("https") || !environment.getOrDefault("DOCKER_TLS_VERIFY", "").isBlank();
    return ask(host, new InetSocketAddress(uri.getHost(), uri.getPort()), !encrypted);
  }

  private static Finding notUnderstood(String host) {
    return new Finding(
        false,
        "DOCKER_HOST is %s, which is not understood here; it has to be unix:///path or tcp://host:port"
            .formatted(host));
  }

  private Finding unix(Path socket) {
    return ask("unix://" + socket, UnixDomainSocketAddress.of(socket), true);
  }

  private Finding ask(String where, SocketAddress address, boolean canTalk) {
    try {
      String said = Bounded.call(patience, () -> ping(address, canTalk));
      boolean isEngine = said.startsWith("HTTP/1.") && said.contains(" 200");
      return isEngine || !canTalk
          ? new Finding(true, "a Docker engine answers at " + where)
          : new Finding(
              false,
              "what listens at %s does not answer as a Docker engine does ('%s'); name one in DOCKER_HOST"
                  .formatted(where, said.lines().findFirst().orElse("")));
    } catch (TimeoutException e) {
      return new Finding(
          false,
          "the Docker engine at %s accepts connections but did not answer within %d ms; restart it"
              .formatted(where, patience.toMillis()));
    } catch (ExecutionException e) {
      return new Finding(false, failure(where, Objects.requireNonNullElse(e.getCause(), e)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Finding(false, "the search for a Docker engine was interrupted");
    }
  }

  /** A failed connection in words. */
  static String failure(String where, Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    if (message.contains("Permission denied")) {
      return "this user may not speak to the Docker engine at %s; join its group (usermod -aG docker), or use a rootless engine"
          .formatted(where);
    }
    if (message.contains("refused")) {
      return "nothing listens at %s; start the Docker engine".formatted(where);
    }
    return "the Docker engine at %s cannot be reached (%s); check DOCKER_HOST and the network"
        .formatted(where, failure instanceof IOException ? message : failure.toString());
  }

  private static String ping(SocketAddress address, boolean canTalk) throws IOException {
    try (SocketChannel channel = SocketChannel.open(address)) {
      if (!canTalk) {
        return "";
      }
      channel.write(ByteBuffer.wrap(PING));
      var said = new ByteArrayOutputStream();
      ByteBuffer buffer = ByteBuffer.allocate(ENOUGH);
      while (said.size() < ENOUGH && channel.read(buffer) >= 0) {
        said.write(buffer.array(), 0, buffer.position());
        buffer.clear();
      }
      return said.toString(StandardCharsets.US_ASCII);
    }
  }
}
