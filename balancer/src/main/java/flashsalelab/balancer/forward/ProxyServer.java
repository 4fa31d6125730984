package flashsalelab.balancer.forward;

import flashsalelab.balancer.selection.Selection;
import flashsalelab.balancer.upstream.ConnectionPools;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The listener that clients connect to, and the connections it has accepted. */
public final class ProxyServer {
  private static final AttributeKey<ClientConnection> CONNECTION =
      AttributeKey.valueOf("flashsalelab.balancer.client");

  private final ServerBootstrap bootstrap;
  private final ChannelGroup clients = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final Forwarding forwarding;
  private final int maxPieceBytes;
  private @Nullable Channel listener;
  private volatile boolean draining;

  /**
   * @param bootstrap event loops, channel class and options; its handler is set here
   * @param maxPieceBytes the largest piece of a body that is decoded at once
   */
  public ProxyServer(
      ServerBootstrap bootstrap,
      ForwardSettings settings,
      Selection selection,
      ConnectionPools pools,
      TrafficCounters counters,
      int maxPieceBytes) {
    this.forwarding = new Forwarding(settings, selection, pools, counters);
    this.maxPieceBytes = maxPieceBytes;
    this.bootstrap =
        bootstrap.childHandler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                accept(channel);
              }
            });
  }

  /** Gives a template for connections to upstreams the codec that exchanges expect on them. */
  public static Bootstrap withUpstreamCodec(
      Bootstrap template, ForwardSettings settings, int maxPieceBytes) {
    return template.handler(
        new ChannelInitializer<Channel>() {
          @Override
          protected void initChannel(Channel channel) {
            channel.pipeline().addLast(new UpstreamCodec(settings.maxHeadBytes(), maxPieceBytes));
          }
        });
  }

  private void accept(Channel channel) {
    ClientConnection connection = new ClientConnection(channel, forwarding, maxPieceBytes);
    connection.install();
    channel.attr(CONNECTION).set(connection);
    clients.add(channel);
    if (draining) {
      connection.drain();
    }
  }

  /**
   * Starts to accept.
   *
   * @return the address that is listened on
   * @throws Exception the cause, such as a {@link java.net.BindException}, if the address cannot be
   *     had
   */
  public InetSocketAddress listen(SocketAddress address) throws Exception {
    Channel bound = bootstrap.bind(address).sync().channel();
    listener = bound;
    return (InetSocketAddress) bound.localAddress();
  }

  public boolean isListening() {
    Channel current = listener;
    return current != null && current.isActive() && !draining;
  }

  public int clientConnections() {
    return clients.size();
  }

  /**
   * Stops accepting, lets requests in flight finish for at most {@code grace}, then closes what is
   * left.
   *
   * @return the connections that had to be closed before their request was answered
   */
  public int drain(Duration grace) throws InterruptedException {
    draining = true;
    Channel current = listener;
    if (current != null) {
      current.close().sync();
    }
    clients.forEach(channel -> channel.attr(CONNECTION).get().drain());
    clients.newCloseFuture().await(grace.toMillis());
    int left = clients.size();
    clients.close().await(grace.toMillis());
    return left;
  }
}
