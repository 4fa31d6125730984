package flashsalelab.balancer.admin;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The listener for those who watch the balancer. It has an event loop of its own and counts
 * nothing.
 */
public final class AdminServer {
  private static final int MAX_BODY_BYTES = 1_024;

  private final ServerBootstrap bootstrap;

  private final Supplier<BalancerMetrics> factory;
  private @Nullable BalancerMetrics metrics;

  /**
   * @param bootstrap one event loop, channel class and options; its handler is set here
   * @param factory called at the first scrape, so that the metrics library does not delay the start
   */
  public AdminServer(
      ServerBootstrap bootstrap, Readiness readiness, Supplier<BalancerMetrics> factory) {
    this.factory = factory;
    this.bootstrap =
        bootstrap.childHandler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                channel
                    .pipeline()
                    .addLast(
                        new HttpServerCodec(),
                        new HttpObjectAggregator(MAX_BODY_BYTES),
                        new AdminHandler(readiness, AdminServer.this::metrics));
              }
            });
  }

  private synchronized BalancerMetrics metrics() {
    BalancerMetrics current = metrics;
    if (current == null) {
      current = factory.get();
      metrics = current;
    }
    return current;
  }

  /**
   * Starts to accept.
   *
   * @return the address that is listened on
   * @throws Exception the cause, such as a {@link java.net.BindException}, if the address cannot be
   *     had
   */
  public InetSocketAddress listen(SocketAddress address) throws Exception {
    return (InetSocketAddress) bootstrap.bind(address).sync().channel().localAddress();
  }
}
