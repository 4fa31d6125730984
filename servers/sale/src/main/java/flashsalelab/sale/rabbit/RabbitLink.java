package flashsalelab.sale.rabbit;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a connection to the broker, on a thread of its own: opens it, gives it to its user, waits
 * for its end, and opens another. The client library mends nothing by itself, so whatever was under
 * way on a connection ends with it.
 */
final class RabbitLink implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RabbitLink.class);

  private final RabbitSettings settings;
  private final String name;
  private final User user;
  private final Thread thread;
  private volatile @Nullable Connection current;
  private volatile boolean closed;

  /** What a connection is for. */
  @FunctionalInterface
  interface User {
    /**
     * Begins to use a new connection. It ends when it is lost, or when its user aborts it.
     *
     * @throws IOException if it cannot be used; it is given up then
     */
    void begin(Connection connection) throws IOException;
  }

  private RabbitLink(RabbitSettings settings, String name, User user) {
    this.settings = settings;
    this.name = name;
    this.user = user;
    this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::keep);
  }

  /**
   * Starts to connect and returns at once.
   *
   * @param name of the connection, as the broker lists it
   */
  static RabbitLink open(RabbitSettings settings, String name, User user) {
    RabbitLink link = new RabbitLink(settings, name, user);
    link.thread.start();
    return link;
  }

  private void keep() {
    String told = "";
    while (!closed) {
      try {
        use(factory().newConnection(name));
        told = "";
      } catch (IOException | TimeoutException | ShutdownSignalException e) {
        String why = e.getCause() == null ? e.toString() : e.getCause().toString();
        if (!why.equals(told) && !closed) {
          LOG.warn(
              "{}: no use of {}, trying again every {} ms: {}",
              name,
              settings.address(),
              settings.reconnectDelay().toMillis(),
              why);
          told = why;
        }
      } catch (InterruptedException e) {
        return;
      }
      pause(settings.reconnectDelay());
    }
  }

  private void use(Connection connection) throws IOException, InterruptedException {
    CountDownLatch ended = new CountDownLatch(1);
    connection.addShutdownListener(cause -> ended.countDown());
    current = connection;
    try {
      if (!closed) {
        user.begin(connection);
        LOG.info("{}: connected to {}", name, settings.address());
        ended.await();
        LOG.info("{}: the connection has ended: {}", name, connection.getCloseReason());
      }
    } finally {
      abort(connection);
    }
  }

  private ConnectionFactory factory() {
    RabbitAddress address = settings.address();
    int timeout = Math.toIntExact(settings.timeout().toMillis());
    ConnectionFactory factory = new ConnectionFactory();
    factory.setHost(address.host());
    factory.setPort(address.port());
    factory.setUsername(address.user());
    factory.setPassword(address.password().value());
    factory.setVirtualHost(address.virtualHost());
    factory.setAutomaticRecoveryEnabled(false);
    factory.setTopologyRecoveryEnabled(false);
    factory.setConnectionTimeout(timeout);
    factory.setHandshakeTimeout(timeout);
    factory.setChannelRpcTimeout(Math.toIntExact(settings.silence().toMillis()));
    factory.setShutdownTimeout(timeout);
    factory.setRequestedHeartbeat(Math.toIntExact(settings.heartbeat().toSeconds()));
    factory.setExceptionHandler(new QuietFailures());
    factory.setThreadFactory(Thread.ofPlatform().daemon().name(name + "-", 0).factory());
    return factory;
  }

  /** Ends a connection without asking the broker for long. Not for the connection's own threads. */
  private void abort(Connection connection) {
    connection.abort(Math.toIntExact(settings.timeout().toMillis()));
  }

  private void pause(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  /** Ends the connection for good. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    Connection open = current;
    if (open != null) {
      abort(open);
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
