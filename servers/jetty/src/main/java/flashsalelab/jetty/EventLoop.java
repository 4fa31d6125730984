package flashsalelab.jetty;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.server.ServerConnector;

/**
 * The thread that does the edge's work: Jetty's only selector thread. Tasks run between two
 * selections, in the order they came; a task given by the loop itself runs at once.
 */
final class EventLoop implements Executor {
  private final ManagedSelector selector;
  private final Thread thread;

  private EventLoop(ManagedSelector selector, Thread thread) {
    this.selector = selector;
    this.thread = thread;
  }

  /** The loop of a connector that has started and has one selector. */
  static EventLoop of(ServerConnector connector) {
    ManagedSelector selector =
        connector.getSelectorManager().getBeans(ManagedSelector.class).iterator().next();
    CompletableFuture<Thread> thread = new CompletableFuture<>();
    selector.submit(ready -> thread.complete(Thread.currentThread()));
    return new EventLoop(selector, thread.join());
  }

  @Override
  public void execute(Runnable task) {
    if (Thread.currentThread().equals(thread)) {
      task.run();
    } else {
      selector.submit(ready -> task.run());
    }
  }
}
