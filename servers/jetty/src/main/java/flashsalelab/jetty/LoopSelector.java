package flashsalelab.jetty;

import java.io.IOException;
import java.nio.channels.Selector;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;

/**
 * Jetty's selector on the event loop. Jetty guards the queue of its selector's updates with a lock,
 * for which the loop would have to wait while another thread holds it. Here other threads hand
 * their updates to the loop, so that the lock is the loop's alone.
 */
final class LoopSelector extends ManagedSelector {
  private final EventLoop loop;

  LoopSelector(SelectorManager manager, int id, EventLoop loop) {
    super(manager, id);
    this.loop = loop;
  }

  @Override
  public void submit(SelectorUpdate update) {
    if (loop.isCurrent()) {
      super.submit(update);
    } else {
      loop.give(() -> super.submit(update));
    }
  }

  @Override
  protected int nioSelect(Selector selector, boolean now) throws IOException {
    loop.runGiven();
    try {
      return super.nioSelect(selector, !loop.waitsFor(selector) || now);
    } finally {
      loop.works();
    }
  }
}
