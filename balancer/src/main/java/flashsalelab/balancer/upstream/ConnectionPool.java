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
@SuppressWarnings(
    "FutureReturnValueIgnored") // a timer task that throws is logged by its event loop
public final class ConnectionPool {
  private final Upstream upstream;
  private final EventLoop loop;
  private final PoolSettings settings;
  private final Bootstrap bootstrap;

  private final ArrayDeque<UpstreamConnection> idle = new ArrayDeque<>();
  private final ArrayDeque<Ticket> queue = new ArrayDeque<>();
  private int waiting;
  private int open;
  private int connecting;
  private boolean idleCheckScheduled;
  private boolean waitCheckScheduled;

  /** A place in the queue. */
  public static final class Ticket {
    private final long since;
    private @Nullable ConnectionAsker asker;

    private Ticket(ConnectionAsker asker, long since) {
      this.asker = asker;
      this.since = since;
    }
  }

  /**
   * @param settings this loop's share of the limits
   * @param bootstrap opens connections on this loop; its handler must add the codec
   */
  ConnectionPool(Upstream upstream, EventLoop loop, PoolSettings settings, Bootstrap bootstrap) {
    this.upstream = upstream;
    this.loop = loop;
    this.settings = settings;
    this.bootstrap = bootstrap;
  }

  /**
   * Asks for a connection. The answer may come before this returns.
   *
   * @return the place in the queue, for {@link #cancel}; null if the asker has been answered
   *     already
   */
  public @Nullable Ticket acquire(ConnectionAsker asker) {
    UpstreamConnection connection = nextIdle();
    if (connection != null) {
      asker.acquired(new Acquisition.Connected(connection));
      return null;
    }
    boolean mayOpen = open < settings.maxConnections();
    if (!mayOpen && waiting - connecting >= settings.maxWaiting()) {
      upstream.failed(FailureReason.QUEUE_FULL);
      asker.acquired(new Acquisition.QueueFull(waiting));
      return null;
    }
    Ticket ticket = new Ticket(asker, now());
    queue.add(ticket);
    waiting++;
    if (mayOpen) {
      connect();
    }
    scheduleWaitCheck(settings.waitTimeout().toNanos());
    return ticket.asker == null ? null : ticket;
  }

  /** Leaves the queue; the asker is not called any more. */
  public void cancel(Ticket ticket) {
    if (ticket.asker != null) {
      ticket.asker = null;
      waiting--;
    }
  }

  /** Hands a usable connection to whoever has waited longest, or keeps it. */
  void offer(UpstreamConnection connection) {
    if (!connection.channel().isActive()) {
      return;
    }
    ConnectionAsker asker = pollAsker();
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
    openForWaiting();
  }

  private @Nullable UpstreamConnection nextIdle() {
    for (UpstreamConnection next = idle.pollLast(); next != null; next = idle.pollLast()) {
      if (next.channel().isActive()) {
        return next;
      }
    }
    return null;
  }

  private @Nullable ConnectionAsker pollAsker() {
    for (Ticket ticket = queue.poll(); ticket != null; ticket = queue.poll()) {
      ConnectionAsker asker = ticket.asker;
      if (asker != null) {
        ticket.asker = null;
        waiting--;
        return asker;
      }
    }
    return null;
  }

  private void openForWaiting() {
    while (waiting > connecting && open < settings.maxConnections()) {
      connect();
    }
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

  private void connectFailed(@Nullable Throwable cause) {
    FailureReason reason =
        cause instanceof ConnectTimeoutException
            ? FailureReason.CONNECT_TIMEOUT
            : FailureReason.CONNECT_REFUSED;
    Acquisition outcome = new Acquisition.ConnectFailed(reason, describe(cause));
    upstream.failed(reason);
    int failing = open == 0 ? waiting : Math.min(1, Math.max(0, waiting - connecting));
    for (int i = 0; i < failing; i++) {
      ConnectionAsker asker = pollAsker();
      if (asker == null) {
        return;
      }
      asker.acquired(outcome);
    }
  }

  private static String describe(@Nullable Throwable cause) {
    return cause == null ? "no reason given" : String.valueOf(cause.getMessage());
  }

  private void scheduleWaitCheck(long delayNanos) {
    if (waiting > 0 && !waitCheckScheduled) {
      waitCheckScheduled = true;
      loop.schedule(this::expireWaiting, delayNanos, TimeUnit.NANOSECONDS);
    }
  }

  private void expireWaiting() {
    waitCheckScheduled = false;
    long limit = settings.waitTimeout().toNanos();
    Acquisition outcome = new Acquisition.WaitTimedOut(settings.waitTimeout().toMillis());
    for (Ticket first = queue.peek(); first != null; first = queue.peek()) {
      long left = limit - (now() - first.since);
      if (first.asker != null && left > 0) {
        scheduleWaitCheck(left);
        return;
      }
      queue.remove();
      ConnectionAsker asker = first.asker;
      if (asker != null) {
        first.asker = null;
        waiting--;
        upstream.failed(FailureReason.WAIT_TIMEOUT);
        asker.acquired(outcome);
      }
    }
  }

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
