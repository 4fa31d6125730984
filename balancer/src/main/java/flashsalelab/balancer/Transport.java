package flashsalelab.balancer;

import flashsalelab.balancer.config.TransportChoice;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;

/**
 * How sockets are waited for: native epoll where it loads, NIO elsewhere.
 *
 * @param name for logs
 */
record Transport(
    String name,
    IoHandlerFactory handlers,
    Class<? extends ServerSocketChannel> serverChannel,
    Class<? extends SocketChannel> channel) {

  /**
   * @throws IllegalStateException if epoll is demanded and does not load
   */
  static Transport choose(TransportChoice choice) {
    if (choice == TransportChoice.NIO || (choice == TransportChoice.AUTO && !Epoll.isAvailable())) {
      return new Transport(
          "nio", NioIoHandler.newFactory(), NioServerSocketChannel.class, NioSocketChannel.class);
    }
    if (!Epoll.isAvailable()) {
      throw new IllegalStateException(
          "BALANCER_TRANSPORT=epoll, but epoll does not load here; use auto or nio.",
          Epoll.unavailabilityCause());
    }
    return new Transport(
        "epoll",
        EpollIoHandler.newFactory(),
        EpollServerSocketChannel.class,
        EpollSocketChannel.class);
  }

  EventLoopGroup newLoops(int threads, String threadName) {
    return new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory(threadName), handlers);
  }
}
