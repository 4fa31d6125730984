package flashsalelab.balancer;

import flashsalelab.balancer.config.BalancerConfig;
import flashsalelab.balancer.config.Buffers;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;

/** Sockets with the configured options, without the handlers that make them something. */
record Bootstraps(Transport transport, BalancerConfig config) {
  private static final int SMALLEST_READ = 512;
  private static final int FIRST_READ = 2_048;

  ServerBootstrap server(EventLoopGroup loops) {
    return new ServerBootstrap()
        .group(loops)
        .channel(transport.serverChannel())
        .option(ChannelOption.SO_BACKLOG, config.backlog())
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childOption(ChannelOption.RECVBUF_ALLOCATOR, reads())
        .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, waterMarks());
  }

  Bootstrap client() {
    return new Bootstrap()
        .channel(transport.channel())
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.RECVBUF_ALLOCATOR, reads())
        .option(ChannelOption.WRITE_BUFFER_WATER_MARK, waterMarks());
  }

  /** For connections that are opened only to see whether they can be. */
  Bootstrap probe(EventLoopGroup loops) {
    ChannelHandler ignoring =
        new ChannelInboundHandlerAdapter() {
          @Override
          public boolean isSharable() {
            return true;
          }
        };
    return client()
        .group(loops)
        .option(
            ChannelOption.CONNECT_TIMEOUT_MILLIS,
            Math.toIntExact(config.pool().connectTimeout().toMillis()))
        .handler(ignoring);
  }

  private RecvByteBufAllocator reads() {
    int largest = config.buffers().receive();
    return new AdaptiveRecvByteBufAllocator(
        Math.min(SMALLEST_READ, largest), Math.min(FIRST_READ, largest), largest);
  }

  private WriteBufferWaterMark waterMarks() {
    Buffers buffers = config.buffers();
    return new WriteBufferWaterMark(buffers.writeLow(), buffers.writeHigh());
  }
}
