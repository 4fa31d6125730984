package flashsalelab.balancer.forward;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One point in time after which something must happen, moved often and reached seldom. Confined to
 * its event loop.
 *
 * <p>Moving it later costs a clock reading: the timer stays where it was and, when it fires early,
 * sets itself anew.
 */
final class Deadline {
  private final EventLoop loop;
  private final Runnable onExpiry;
  private boolean armed;
  private long at;
  private long timerAt;
  private @Nullable Future<?> timer;

  Deadline(EventLoop loop, Runnable onExpiry) {
    this.loop = loop;
    this.onExpiry = onExpiry;
  }

  /** Moves the deadline to this long from now. */
  void arm(Duration fromNow) {
    armed = true;
    at = loop.ticker().nanoTime() + fromNow.toNanos();
    Future<?> running = timer;
    if (running == null) {
      start();
    } else if (timerAt - at > 0) {
      running.cancel(false);
      start();
    }
  }

  void disarm() {
    armed = false;
  }

  /** Disarms and drops the timer: the owner is gone. */
  void cancel() {
    armed = false;
    Future<?> running = timer;
    timer = null;
    if (running != null) {
      running.cancel(false);
    }
  }

  private void start() {
    timerAt = at;
    timer = loop.schedule(this::timerFired, at - loop.ticker().nanoTime(), TimeUnit.NANOSECONDS);
  }

  private void timerFired() {
    timer = null;
    if (!armed) {
      return;
    }
    if (at - loop.ticker().nanoTime() > 0) {
      start();
    } else {
      armed = false;
      onExpiry.run();
    }
  }
}
