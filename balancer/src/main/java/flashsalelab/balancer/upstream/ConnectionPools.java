package flashsalelab.balancer.upstream;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;

/**
 * The pools of the process: one for each pair of event loop and upstream, so that no pool is ever
 * shared between threads.
 */
public final class ConnectionPools {
  private final IdentityHashMap<EventExecutor, ConnectionPool[]> byLoop = new IdentityHashMap<>();

  /**
   * @param settings process-wide limits for one upstream, divided over the loops
   * @param template how to open a connection: channel class, options, and the handler that adds the
   *     codec
   */
  public ConnectionPools(
      EventLoopGroup loops, List<Upstream> upstreams, PoolSettings settings, Bootstrap template) {
    List<EventLoop> members = new ArrayList<>();
    loops.forEach(loop -> members.add((EventLoop) loop));
    for (int i = 0; i < members.size(); i++) {
      EventLoop loop = members.get(i);
      PoolSettings share = settings.shareOf(i, members.size());
      Bootstrap bootstrap =
          template
              .clone(loop)
              .option(
                  ChannelOption.CONNECT_TIMEOUT_MILLIS,
                  Math.toIntExact(settings.connectTimeout().toMillis()));
      ConnectionPool[] pools = new ConnectionPool[upstreams.size()];
      for (Upstream upstream : upstreams) {
        pools[upstream.index()] = new ConnectionPool(upstream, loop, share, bootstrap);
      }
      byLoop.put(loop, pools);
    }
  }

  /** The pool to use on the given event loop, which must be one of the group's. */
  public ConnectionPool pool(EventLoop loop, Upstream upstream) {
    return Objects.requireNonNull(byLoop.get(loop), "an event loop of another group")[
        upstream.index()];
  }
}
