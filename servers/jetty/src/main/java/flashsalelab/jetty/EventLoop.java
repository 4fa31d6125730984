package flashsalelab.jetty;

import flashsalelab.sale.redis.NeverWaiting;
import java.nio.channels.Selector;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that does all of the edge's work, and the only executor its connector has. Jetty's
 * selector runs on it for as long as the server lives; what it would hand to another thread
 * (opening and closing connections, going on after a response that was completed later) stays here
 * too.
 *
 * <p>A task given by the loop itself runs at once; one given by another thread runs between two
 * selections, in the order they came. Giving takes no lock, so the loop never waits for whoever
 * gives.
 */
final class EventLoop implements Executor {
  private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);

  /** So many tasks between two selections at most: connections have their turn, too. */
  private static final int MOST_TASKS = 1_024;

  private final Queue<Runnable> given = new ConcurrentLinkedQueue<>();
  private volatile @Nullable Thread thread;

  /** The selector that the loop waits for; null while it works. */
  private volatile @Nullable Selector waiting;

  /** The first task is the selector's own, which lasts as long as the server. */
  @Override
  public void execute(Runnable task) {
    if (thread == null) {
      Thread started = new LoopThread(task);
      thread = started;
      started.start();
    } else if (isCurrent()) {
      task.run();
    } else {
      give(task);
    }
  }

  private static final class LoopThread extends Thread implements NeverWaiting {
    LoopThread(Runnable task) {
      super(task, "event-loop");
    }
  }

  /** Whether the calling thread is the loop. */
  boolean isCurrent() {
    return Thread.currentThread().equals(thread);
  }

  /** Has a task run before the next selection. */
  void give(Runnable task) {
    given.add(task);
    Selector asleep = waiting;
    if (asleep != null) {
      waiting = null;
      asleep.wakeup();
    }
  }

  /** Runs what was given. */
  void runGiven() {
    Runnable task;
    for (int i = 0; i < MOST_TASKS && (task = given.poll()) != null; i++) {
      try {
        task.run();
      } catch (RuntimeException e) {
        LOG.error("a task on the event loop failed", e);
      }
    }
  }

  /**
   * Tells that the loop is about to wait for a selector.
   *
   * @return false if it has no time to: more was given
   */
  boolean waitsFor(Selector selector) {
    waiting = selector;
    return given.isEmpty();
  }

  /** Tells that the loop works again. */
  void works() {
    waiting = null;
  }
}
