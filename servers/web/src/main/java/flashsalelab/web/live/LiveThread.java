package flashsalelab.web.live;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that owns the live updates: it makes a step at regular times, and in between what it
 * is given, in order. While there is nothing to be done it sleeps. Giving it something never
 * blocks.
 */
final class LiveThread implements Executor, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LiveThread.class);

  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final Thread thread = Thread.ofPlatform().daemon().name("live").unstarted(this::run);
  private final long stepNanos;
  private LongConsumer step = now -> {};
  private BooleanSupplier idle = () -> true;
  private volatile boolean closed;

  LiveThread(long stepNanos) {
    this.stepNanos = stepNanos;
  }

  /**
   * Starts; called once.
   *
   * @param regularly the step, given the time of {@link System#nanoTime}
   * @param nothing whether no step is needed until something is given
   */
  void start(LongConsumer regularly, BooleanSupplier nothing) {
    step = regularly;
    idle = nothing;
    thread.start();
  }

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
    LockSupport.unpark(thread);
  }

  private void run() {
    long due = System.nanoTime();
    while (!closed) {
      for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
        attempt(task);
      }
      long now = System.nanoTime();
      if (idle.getAsBoolean()) {
        due = now;
        pause(Long.MAX_VALUE);
      } else if (now - due >= 0) {
        attempt(() -> step.accept(now));
        due = Math.max(due + stepNanos, now);
      } else {
        pause(due - now);
      }
    }
  }

  private void pause(long nanos) {
    if (tasks.isEmpty() && !closed) {
      LockSupport.parkNanos(nanos);
    }
  }

  /** One follower's fault must not end everybody's updates. */
  private static void attempt(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.error("a step of the live updates failed", e);
    }
  }

  /** Ends; what was given and not begun is not done. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
