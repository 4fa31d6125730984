package flashsalelab.lab.launch.containers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Info;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import flashsalelab.lab.launch.LaunchException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Objects;
import java.util.ServiceLoader;
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

  private final DockerClient client;
  private final Info info;
  private final TransportConfig transport;
  private final Duration patience;
  private @Nullable ZerodepDockerHttpClient http;

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

  /** Plain connections for what the library has no words for; answers come within seconds. */
  synchronized ZerodepDockerHttpClient http() {
    ZerodepDockerHttpClient open = http;
    if (open == null) {
      open = openHttp();
      http = open;
    }
    return open;
  }

  private ZerodepDockerHttpClient openHttp() {
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

  /** The machine that it runs on. */
  EngineHost host() {
    return new EngineHost(transport.getDockerHost(), info);
  }
}
