package flashsalelab.balancer.upstream;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one event loop to one upstream: idle ones, a bound on the open ones, and a
 * bounded queue of those who wait.
 *
 * <p>Confined to its event loop. Askers and connects are not paired: whichever connection becomes
 * usable first, a new or a returned one, serves whoever asked first. Idle connections are used last
 * in, first out, so that surplus ones grow old and are closed.
 */
public final class ConnectionPool {
  private final Upstream upstream;
  private final EventLoop loop;
  private final PoolSettings settings;
  private final Bootstrap bootstrap;

  private final ArrayDeque<UpstreamConnection> idle = new ArrayDeque<>();
  private final WaitQueue waiting;
  private int open;
  private int connecting;
  private boolean idleCheckScheduled;

  /**
   * @param settings this loop's share of the limits
   * @param bootstrap opens connections on this loop; its handler must add the codec
   */
  ConnectionPool(Upstream upstream, EventLoop loop, PoolSettings settings, Bootstrap bootstrap) {
    this.upstream = upstream;
    this.loop = loop;
    this.settings = settings;
    this.bootstrap = bootstrap;
    this.waiting = new WaitQueue(loop, settings.waitTimeout(), this::waitedTooLong);
  }

  /**
   * Asks for a connection. The answer may come before this returns.
   *
   * @return the place in the queue; null if the asker has been answered already
   */
  public @Nullable Ticket acquire(ConnectionAsker asker) {
    UpstreamConnection connection = nextIdle();
    if (connection != null) {
      asker.acquired(new Acquisition.Connected(connection));
      return null;
    }
    boolean mayOpen = open < settings.maxConnections();
    if (!mayOpen && waiting.size() - connecting >= settings.maxWaiting()) {
      upstream.failed(FailureReason.QUEUE_FULL);
      asker.acquired(new Acquisition.QueueFull(waiting.size()));
      return null;
    }
    Ticket ticket = waiting.add(asker);
    if (mayOpen) {
      connect();
    }
    return ticket.isWaiting() ? ticket : null;
  }

  /** Hands a usable connection to whoever has waited longest, or keeps it. */
  void offer(UpstreamConnection connection) {
    if (!connection.channel().isActive()) {
      return;
    }
    ConnectionAsker asker = waiting.poll();
    if (asker != null) {
      asker.acquired(new Acquisition.Connected(connection));
    } else {
      connection.becameIdle(now());
      idle.addLast(connection);
      scheduleIdleCheck(settings.idleTimeout().toNanos());
    }
  }

  private void closed(UpstreamConnection connection) {
    open--;
    upstream.connectionClosed();
    idle.removeLastOccurrence(connection);
    while (waiting.size() > connecting && open < settings.maxConnections()) {
      connect();
    }
  }

  private @Nullable UpstreamConnection nextIdle() {
    for (UpstreamConnection next = idle.pollLast(); next != null; next = idle.pollLast()) {
      if (next.channel().isActive()) {
        return next;
      }
    }
    return null;
  }

  private void connect() {
    open++;
    connecting++;
    upstream.connectionOpened();
    ChannelFuture future = bootstrap.connect(upstream.socketAddress());
    future.addListener(ignored -> connectEnded(future));
  }

  private void connectEnded(ChannelFuture future) {
    connecting--;
    if (future.isSuccess()) {
      upstream.connectSucceeded();
      Channel channel = future.channel();
      UpstreamConnection connection = new UpstreamConnection(this, channel);
      channel.pipeline().addLast(connection);
      channel.closeFuture().addListener(ignored -> closed(connection));
      offer(connection);
    } else {
      open--;
      upstream.connectionClosed();
      upstream.connectFailed();
      connectFailed(future.cause());
    }
  }

  /** Sends on those whom no connection will reach: all, or the one this connect was meant for. */
  private void connectFailed(@Nullable Throwable cause) {
    FailureReason reason =
        cause instanceof ConnectTimeoutException
            ? FailureReason.CONNECT_TIMEOUT
            : FailureReason.CONNECT_REFUSED;
    Acquisition outcome = new Acquisition.ConnectFailed(reason, describe(cause));
    upstream.failed(reason);
    int failing = open == 0 ? waiting.size() : Math.clamp(waiting.size() - connecting, 0, 1);
    for (int i = 0; i < failing; i++) {
      ConnectionAsker asker = waiting.poll();
      if (asker != null) {
        asker.acquired(outcome);
      }
    }
  }

  private static String describe(@Nullable Throwable cause) {
    return cause == null ? "no reason given" : String.valueOf(cause.getMessage());
  }

  private void waitedTooLong(ConnectionAsker asker) {
    upstream.failed(FailureReason.WAIT_TIMEOUT);
    asker.acquired(new Acquisition.WaitTimedOut(settings.waitTimeout().toMillis()));
  }

  @SuppressWarnings(
      "FutureReturnValueIgnored") // a timer task that throws is logged by its event loop
  private void scheduleIdleCheck(long delayNanos) {
    if (!idleCheckScheduled) {
      idleCheckScheduled = true;
      loop.schedule(this::closeAged, delayNanos, TimeUnit.NANOSECONDS);
    }
  }

  private void closeAged() {
    idleCheckScheduled = false;
    for (UpstreamConnection oldest = idle.peekFirst(); oldest != null; oldest = idle.peekFirst()) {
      long left = settings.idleTimeout().toNanos() - (now() - oldest.idleSince());
      if (left > 0) {
        scheduleIdleCheck(left);
        return;
      }
      idle.removeFirst();
      oldest.close();
    }
  }

  private long now() {
    return loop.ticker().nanoTime();
  }
}
