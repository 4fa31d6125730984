package flashsalelab.jettycommon;

import java.nio.channels.SelectableChannel;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.server.ServerConnector;

/**
 * A connector's connections, from the moment they are accepted until they are closed.
 *
 * <p>Jetty's own shutdown counts a connection only once it is opened, which another thread does a
 * moment after it was accepted: a connection in between would be cut, with the request that it
 * carries. Here it counts from the start.
 *
 * <p>Thread-safe.
 */
public final class OpenConnections implements SelectorManager.AcceptListener, Connection.Listener {
  private final Set<SelectableChannel> open = ConcurrentHashMap.newKeySet();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final ServerConnector connector;
  private volatile boolean draining;
  private volatile boolean accepting = true;

  private OpenConnections(ServerConnector connector) {
    this.connector = connector;
  }

  /** The connections of a connector that was not started yet. */
  public static OpenConnections of(ServerConnector connector) {
    OpenConnections connections = new OpenConnections(connector);
    connector.addBean(connections);
    return connections;
  }

  /**
   * Shuts the connector down: it accepts no more, and each connection closes after the request that
   * it serves, or once it is idle for the connector's shutdown idle timeout.
   *
   * @return completes when every connection that was accepted is closed
   */
  public CompletableFuture<Void> drain() {
    draining = true;
    return connector.shutdown().thenCompose(noMoreAccepted -> ended());
  }

  private CompletableFuture<Void> ended() {
    accepting = false;
    endWithTheLast();
    return ended;
  }

  private void endWithTheLast() {
    if (!accepting && open.isEmpty()) {
      ended.complete(null);
    }
  }

  @Override
  public void onAccepting(SelectableChannel channel) {
    open.add(channel);
  }

  @Override
  public void onAcceptFailed(SelectableChannel channel, Throwable cause) {
    onClosed(channel);
  }

  @Override
  public void onClosed(SelectableChannel channel) {
    open.remove(channel);
    endWithTheLast();
  }

  /** The connector shortens the idle timeout of those only that are open when it is shut down. */
  @Override
  public void onOpened(Connection connection) {
    if (draining) {
      connection.getEndPoint().setIdleTimeout(connector.getShutdownIdleTimeout());
    }
  }
}
