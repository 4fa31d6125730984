package flashsalelab.jettycommon;

import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.ServerConnector;

/**
 * A connector has so many connections at most. While it has them it accepts no more: who comes then
 * waits in the backlog of the socket until another goes, and connections that are silent go after
 * the connector's idle timeout. Of those that are accepted at one stroke, the ones above the limit
 * are closed.
 */
public final class AcceptLimit extends NetworkConnectionLimit {
  private final ServerConnector connector;

  private AcceptLimit(int most, ServerConnector connector) {
    super(most, connector);
    this.connector = connector;
  }

  /** Limits a connector that was not started yet. */
  public static void on(ServerConnector connector, int most) {
    connector.addBean(new AcceptLimit(most, connector));
  }

  /** A connector that ends does not begin to accept again because of the connections that go. */
  @Override
  protected void unlimit() {
    if (connector.isOpen() && !connector.isShutdown()) {
      super.unlimit();
    }
  }
}
