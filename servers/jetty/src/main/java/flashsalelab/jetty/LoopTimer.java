package flashsalelab.jetty;

import io.netty.util.HashedWheelTimer;
import io.netty.util.Timeout;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Jetty's deadlines on a timer that takes and forgets them without a lock (Netty's hashed wheel).
 * Jetty's own scheduler has one queue with one lock, and the event loop would wait for it whenever
 * the scheduler's thread has it: it was seen for 3 ms, when that thread had lost its processor.
 *
 * <p>A deadline is kept at the next tick, {@value #TICK_MS} ms later at most. Tasks run on the
 * timer's thread. May be used from any thread.
 */
final class LoopTimer extends AbstractLifeCycle implements Scheduler {
  private static final long TICK_MS = 20;
  private static final int TICKS_PER_TURN = 512;
  private static final Task ENDED = () -> false;

  private volatile @Nullable HashedWheelTimer wheel;

  /** Starts the timer's thread, so that no caller has to wait for its start. */
  @Override
  protected void doStart() {
    HashedWheelTimer turning =
        new HashedWheelTimer(
            Thread.ofPlatform().daemon().name("edge-timer").factory(),
            TICK_MS,
            TimeUnit.MILLISECONDS,
            TICKS_PER_TURN,
            false);
    turning.start();
    wheel = turning;
  }

  @Override
  protected void doStop() {
    HashedWheelTimer turning = wheel;
    wheel = null;
    if (turning != null) {
      turning.stop();
    }
  }

  /** Schedules nothing any more once this is stopped. */
  @Override
  public Task schedule(Runnable task, long delay, TimeUnit unit) {
    HashedWheelTimer turning = wheel;
    if (turning == null) {
      return ENDED;
    }
    try {
      Timeout timeout = turning.newTimeout(due -> task.run(), delay, unit);
      return timeout::cancel;
    } catch (IllegalStateException stopped) {
      return ENDED;
    }
  }
}
