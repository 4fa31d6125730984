package flashsalelab.jetty;

import java.util.concurrent.Executor;
import org.eclipse.jetty.io.ManagedSelector;
import org.jspecify.annotations.Nullable;

/**
 * The thread that does all of the edge's work, and the only executor its connector has. Jetty's
 * selector runs on it for as long as the server lives; what it would hand to another thread
 * (opening and closing connections, going on after a response that was completed later) stays here
 * too.
 *
 * <p>A task given by the loop itself runs at once; one given by another thread runs between two
 * selections, in the order they came.
 */
final class EventLoop implements Executor {
  private volatile @Nullable Thread thread;
  private volatile @Nullable ManagedSelector selector;

  /** Whose selections the loop makes; called once, before the first task. */
  void runs(ManagedSelector managed) {
    selector = managed;
  }

  /** The first task is the selector's own, which lasts as long as the server. */
  @Override
  public void execute(Runnable task) {
    Thread loop = thread;
    ManagedSelector managed = selector;
    if (managed == null) {
      throw new IllegalStateException("the event loop has no selector yet");
    } else if (loop == null) {
      thread = Thread.ofPlatform().name("event-loop").start(task);
    } else if (Thread.currentThread().equals(loop)) {
      task.run();
    } else {
      managed.submit(ready -> task.run());
    }
  }
}
