package flashsalelab.balancer.upstream;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to an upstream, used for one request at a time and confined to its event loop.
 *
 * <p>While nobody holds it, it keeps reading, so that a close by the upstream is noticed; anything
 * else that arrives then was not asked for, and the connection is closed rather than let the bytes
 * pass for the next response.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close ends in channelInactive
public final class UpstreamConnection extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(UpstreamConnection.class);

  private final ConnectionPool pool;
  private final Channel channel;
  private @Nullable ConnectionUser user;
  private @Nullable Throwable cause;
  private boolean reused;
  private long idleSince;

  UpstreamConnection(ConnectionPool pool, Channel channel) {
    this.pool = pool;
    this.channel = channel;
  }

  public Channel channel() {
    return channel;
  }

  /**
   * Whether it has carried an earlier request: then it may have been closed by the upstream without
   * our knowing yet.
   */
  public boolean isReused() {
    return reused;
  }

  long idleSince() {
    return idleSince;
  }

  void becameIdle(long nowNanos) {
    idleSince = nowNanos;
  }

  /** Directs what happens on this connection to the given user. */
  public void attach(ConnectionUser newUser) {
    user = newUser;
  }

  /**
   * Gives the connection back for the next request. The response must have been read to its end.
   */
  public void release() {
    user = null;
    reused = true;
    if (!channel.config().isAutoRead()) {
      channel.config().setAutoRead(true);
    }
    pool.offer(this);
  }

  /** Closes the connection; its user hears no more of it. */
  public void close() {
    user = null;
    channel.close();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ConnectionUser current = user;
    if (current == null) {
      ReferenceCountUtil.release(message);
      channel.close();
    } else {
      current.received(message);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    ConnectionUser current = user;
    if (current != null) {
      current.receivedAll();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    ConnectionUser current = user;
    if (current != null) {
      current.upstreamWritabilityChanged();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable thrown) {
    cause = thrown;
    if (!(thrown instanceof IOException)) {
      LOG.warn("Closing a connection to {}: unexpected failure", channel.remoteAddress(), thrown);
    }
    lost();
    channel.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    lost();
  }

  private void lost() {
    ConnectionUser current = user;
    user = null;
    if (current != null) {
      current.connectionLost(cause);
    }
  }
}
