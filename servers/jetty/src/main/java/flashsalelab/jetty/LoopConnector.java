package flashsalelab.jetty;

import java.util.concurrent.Executor;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * A connector without acceptor threads, whose only selector and all of its tasks run on one loop,
 * and whose deadlines are kept by a timer that the loop never waits for.
 */
final class LoopConnector extends ServerConnector {
  private static final int NO_ACCEPTORS = 0;
  private static final int ONE_SELECTOR = 1;

  LoopConnector(Server server, EventLoop loop, ConnectionFactory protocol) {
    super(server, loop, new LoopTimer(), null, NO_ACCEPTORS, ONE_SELECTOR, protocol);
  }

  @Override
  protected SelectorManager newSelectorManager(
      Executor executor, Scheduler scheduler, int selectors) {
    return new ServerConnectorManager(executor, scheduler, selectors) {
      @Override
      protected ManagedSelector newSelector(int id) {
        return new LoopSelector(this, id, (EventLoop) executor);
      }
    };
  }
}
