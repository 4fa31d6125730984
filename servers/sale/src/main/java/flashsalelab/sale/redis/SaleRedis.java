package flashsalelab.sale.redis;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.redisson.Redisson;
import org.redisson.RedissonShutdownException;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process's connection to Redis. It is made in the background, so that a process starts, and is
 * live, while Redis is away; until then every command fails at once. Lost later, the connection is
 * mended by the client library.
 *
 * <p>Commands may be sent from any thread and never block it; their stages complete on one of the
 * connection's event loops.
 */
public final class SaleRedis implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SaleRedis.class);

  private final RedisSettings settings;
  private final Thread connector;
  private volatile @Nullable RedissonClient client;
  private volatile boolean closed;

  private SaleRedis(RedisSettings settings) {
    this.settings = settings;
    this.connector = Thread.ofPlatform().daemon().name("redis-connector").unstarted(this::connect);
  }

  /** Starts to connect and returns at once. */
  public static SaleRedis open(RedisSettings settings) {
    SaleRedis redis = new SaleRedis(settings);
    redis.connector.start();
    return redis;
  }

  /**
   * Sends a command.
   *
   * @return the reply; fails with {@link RedisAwayException} if there was no connection yet, or as
   *     the client library tells it
   */
  public <T> CompletionStage<T> send(Function<RedissonClient, CompletionStage<T>> command) {
    RedissonClient connected = client;
    if (connected == null) {
      return CompletableFuture.failedFuture(new RedisAwayException(settings.address()));
    }
    return Thread.currentThread() instanceof NeverWaiting
        ? handed(connected, command)
        : sent(connected, command);
  }

  private static <T> CompletionStage<T> sent(
      RedissonClient redisson, Function<RedissonClient, CompletionStage<T>> command) {
    try {
      return command.apply(redisson);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static <T> CompletionStage<T> handed(
      RedissonClient redisson, Function<RedissonClient, CompletionStage<T>> command) {
    CompletableFuture<T> reply = new CompletableFuture<>();
    try {
      ((Redisson) redisson)
          .getServiceManager()
          .getGroup()
          .execute(() -> forward(sent(redisson, command), reply));
    } catch (RejectedExecutionException e) {
      reply.completeExceptionally(new RedissonShutdownException("the connection is closed"));
    }
    return reply;
  }

  private static <T> void forward(CompletionStage<T> from, CompletableFuture<T> to) {
    var _ =
        from.whenComplete((value, failure) -> {
          if (failure == null) {
            to.complete(value);
          } else {
            to.completeExceptionally(failure);
          }
        });
  }

  /** Whether Redis answers now. The stage never fails. */
  public CompletionStage<Boolean> answers() {
    return this.<Boolean>send(redisson ->
            redisson
                .getBucket(SaleKeys.PRODUCTS, StringCodec.INSTANCE)
                .isExistsAsync()
                .thenApply(exists -> true))
        .exceptionally(failure -> false);
  }

  /** Ends the connection; commands under way fail. */
  @Override
  public void close() {
    closed = true;
    connector.interrupt();
    try {
      connector.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    RedissonClient connected = client;
    if (connected != null) {
      connected.shutdown(0, settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void connect() {
    boolean waiting = false;
    while (!closed) {
      try {
        client = connected();
        LOG.info("connected to {}", settings.address());
        return;
      } catch (RuntimeException e) {
        if (!waiting) {
          LOG.warn(
              "cannot connect to {}, trying again every {} ms: {}",
              settings.address(),
              settings.reconnectDelay().toMillis(),
              e.getMessage());
          waiting = true;
        }
        pause(settings.reconnectDelay());
      }
    }
  }

  private RedissonClient connected() {
    RedissonClient redisson = Redisson.create(ClientConfig.of(settings));
    try {
      Script.loadAll(redisson);
      ClientConfig.settle(redisson, settings);
      return redisson;
    } catch (RuntimeException e) {
      redisson.shutdown();
      throw e;
    }
  }

  private void pause(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      closed = true;
    }
  }
}
