package flashsalelab.balancer.upstream;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Those who wait for a connection, first come first served, none longer than a limit. Confined to
 * its event loop.
 *
 * <p>All wait equally long, so that the first in the queue is the first to give up and one timer
 * serves all. Who leaves early is only marked, and dropped when its turn or its time comes.
 */
final class WaitQueue {
  private final EventLoop loop;
  private final Duration limit;
  private final Consumer<ConnectionAsker> onTimeout;
  private final ArrayDeque<Ticket> tickets = new ArrayDeque<>();
  private int size;
  private boolean timerRuns;

  /**
   * @param onTimeout called for each that has waited as long as {@code limit}
   */
  WaitQueue(EventLoop loop, Duration limit, Consumer<ConnectionAsker> onTimeout) {
    this.loop = loop;
    this.limit = limit;
    this.onTimeout = onTimeout;
  }

  int size() {
    return size;
  }

  void left() {
    size--;
  }

  Ticket add(ConnectionAsker asker) {
    Ticket ticket = new Ticket(this, asker, loop.ticker().nanoTime());
    tickets.add(ticket);
    size++;
    startTimer(limit.toNanos());
    return ticket;
  }

  /** Who has waited longest; null if nobody waits. */
  @Nullable ConnectionAsker poll() {
    for (Ticket ticket = tickets.poll(); ticket != null; ticket = tickets.poll()) {
      ConnectionAsker asker = ticket.call();
      if (asker != null) {
        return asker;
      }
    }
    return null;
  }

  @SuppressWarnings(
      "FutureReturnValueIgnored") // a timer task that throws is logged by its event loop
  private void startTimer(long nanos) {
    if (!timerRuns) {
      timerRuns = true;
      loop.schedule(this::expire, nanos, TimeUnit.NANOSECONDS);
    }
  }

  private void expire() {
    timerRuns = false;
    for (Ticket first = tickets.peek(); first != null; first = tickets.peek()) {
      long left = limit.toNanos() - (loop.ticker().nanoTime() - first.since());
      if (first.isWaiting() && left > 0) {
        startTimer(left);
        return;
      }
      tickets.remove();
      ConnectionAsker asker = first.call();
      if (asker != null) {
        onTimeout.accept(asker);
      }
    }
  }
}
