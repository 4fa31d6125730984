package flashsalelab.lab.launch.containers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Info;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import flashsalelab.lab.launch.AllowedProcessors;
import flashsalelab.lab.launch.Cores;
import flashsalelab.lab.launch.LaunchException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.testcontainers.dockerclient.DockerClientProviderStrategy;
import org.testcontainers.dockerclient.TransportConfig;

/**
 * The Docker engine, as Testcontainers finds it. Thread-safe; no call waits for it without limit.
 */
final class Engine {
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Duration SHORT = Duration.ofSeconds(2);
  private static final String LOOPBACK = "127.0.0.1";
  private static final Set<String> LOCAL_SCHEMES = Set.of("unix", "npipe");
  private static final Set<String> LOCAL_HOSTS = Set.of("localhost", LOOPBACK);

  private final DockerClient client;
  private final Info info;
  private final TransportConfig transport;
  private final Duration patience;

  /**
   * @param patience how long a common request may take
   */
  Engine(DockerClient client, Info info, TransportConfig transport, Duration patience) {
    this.client = client;
    this.info = info;
    this.transport = transport;
    this.patience = patience;
  }

  /**
   * Finds it.
   *
   * @throws LaunchException if there is none that answers
   */
  static Engine connect() {
    try {
      return bounded(
          PATIENCE,
          () -> {
            var strategies = new ArrayList<DockerClientProviderStrategy>();
            ServiceLoader.load(DockerClientProviderStrategy.class).forEach(strategies::add);
            DockerClientProviderStrategy found =
                DockerClientProviderStrategy.getFirstValidStrategy(strategies);
            return new Engine(
                found.getDockerClient(), found.getInfo(), found.getTransportConfig(), PATIENCE);
          });
    } catch (IllegalStateException noneIsValid) {
      throw new LaunchException(
          "a Docker engine answers, but Testcontainers cannot use it (%s); check DOCKER_HOST and ~/.testcontainers.properties, or run with -Dexperiments.launcher=processes"
              .formatted(noneIsValid.getMessage()),
          noneIsValid);
    }
  }

  /**
   * Asks it something.
   *
   * @throws EngineGoneException if it does not answer within seconds
   * @throws DockerException if it refuses
   */
  <T extends @Nullable Object> T ask(Function<DockerClient, T> question) {
    return ask(patience, question);
  }

  /** Asks it something that takes its time. */
  <T extends @Nullable Object> T ask(Duration limit, Function<DockerClient, T> question) {
    return bounded(limit, () -> question.apply(client));
  }

  /** Tells it to do something. */
  void tell(Consumer<DockerClient> order) {
    tell(patience, order);
  }

  /** Tells it to do something that takes its time. */
  void tell(Duration limit, Consumer<DockerClient> order) {
    Engine.<@Nullable Void>bounded(
        limit,
        () -> {
          order.accept(client);
          return null;
        });
  }

  private static <T extends @Nullable Object> T bounded(Duration limit, Callable<T> call) {
    try {
      return Bounded.call(limit, call);
    } catch (TimeoutException e) {
      throw new EngineGoneException("nothing within %d ms".formatted(limit.toMillis()), e);
    } catch (ExecutionException e) {
      Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
      if (isLost(cause)) {
        throw new EngineGoneException(rootMessage(cause), e);
      }
      if (cause instanceof RuntimeException refusal) {
        throw refusal;
      }
      throw new IllegalStateException(cause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LaunchException("the wait for the Docker engine was interrupted", e);
    }
  }

  /** Whether a failure is the connection's: what the engine itself refuses has no such cause. */
  private static boolean isLost(Throwable failure) {
    return failure instanceof IOException
        || (failure.getCause() != null
            && !(failure instanceof LaunchException)
            && isLost(failure.getCause()));
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    for (Throwable next = root.getCause(); next != null; next = next.getCause()) {
      root = next;
    }
    return Objects.requireNonNullElse(root.getMessage(), root.getClass().getSimpleName());
  }

  /** A plain connection for what the library has no words for; its answers come within seconds. */
  ZerodepDockerHttpClient http() {
    var builder =
        new ZerodepDockerHttpClient.Builder()
            .dockerHost(transport.getDockerHost())
            .connectionTimeout(SHORT)
            .responseTimeout(SHORT);
    if (transport.getSslConfig() != null) {
      builder.sslConfig(transport.getSslConfig());
    }
    return builder.build();
  }

  String version() {
    return String.valueOf(info.getServerVersion());
  }

  URI address() {
    return transport.getDockerHost();
  }

  /** The host on which published ports are reached. */
  String host() {
    String chosen = System.getenv("TESTCONTAINERS_HOST_OVERRIDE");
    if (chosen != null && !chosen.isBlank()) {
      return chosen;
    }
    return isAddressedLocally() ? LOOPBACK : address().getHost();
  }

  /** Where ports are published: on the loopback address, unless the engine is elsewhere. */
  String publishingAddress() {
    return LOCAL_HOSTS.contains(host()) ? LOOPBACK : "0.0.0.0";
  }

  private boolean isAddressedLocally() {
    return LOCAL_SCHEMES.contains(address().getScheme())
        || LOCAL_HOSTS.contains(String.valueOf(address().getHost()));
  }

  /** The division of the processors, or why there is none. */
  Cores cores() {
    return cores(
        AllowedProcessors.read(),
        Objects.requireNonNullElse(info.getNCPU(), 0),
        isAddressedLocally()
            && System.getProperty("os.version", "").equals(info.getKernelVersion()));
  }

  /**
   * Divides processors that the lab may use, if they are the engine's.
   *
   * @param own which the lab may use
   * @param engines how many the engine has
   * @param sameMachine whether both run on one kernel
   */
  static Cores cores(List<Integer> own, int engines, boolean sameMachine) {
    boolean sees = sameMachine && !own.isEmpty() && Collections.max(own) < engines;
    return sees
        ? Cores.divided(own)
        : Cores.shared(
            "the system and the generator share %d processors of the Docker engine's machine, which is not the lab's"
                .formatted(engines));
  }
}
