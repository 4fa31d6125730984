package flashsalelab.balancer;

import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.balancer.config.BalancerConfig;
import flashsalelab.balancer.config.TransportChoice;
import flashsalelab.balancer.forward.ProxyServer;
import flashsalelab.balancer.forward.TrafficCounters;
import flashsalelab.balancer.selection.Selection;
import flashsalelab.balancer.upstream.ConnectionPools;
import flashsalelab.balancer.upstream.Upstream;
import io.netty.channel.EventLoopGroup;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** A pooled connection that the upstream reset at the very moment it was chosen again. */
final class StaleConnectionTest {
  private static final String POST = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbody";

  @Test
  void headThatCannotBeWritten_isWrittenToAnotherConnection_withItsBody() throws Exception {
    CountDownLatch reset = new CountDownLatch(1);
    CountDownLatch wasReset = new CountDownLatch(1);
    AtomicBoolean isFirst = new AtomicBoolean(true);
    RecordingOrigin.Behaviour resettingTheFirst =
        connection -> {
          boolean resets = isFirst.getAndSet(false);
          connection.readRequest();
          connection.write(RecordingOrigin.OK);
          if (resets) {
            awaitQuietly(reset);
            connection.socket().setSoLinger(true, 0);
            connection.socket().close();
            wasReset.countDown();
          }
        };
    try (RecordingOrigin origin = new RecordingOrigin(resettingTheFirst)) {
      BalancerConfig config = BalancerConfig.from(Map.of("BALANCER_UPSTREAMS", origin.name()));
      Transport transport = Transport.choose(TransportChoice.NIO);
      EventLoopGroup loop = transport.newLoops(1, "stale");
      try {
        ProxyServer proxy = proxy(config, transport, loop);
        InetSocketAddress address =
            proxy.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        try (RawClient client = new RawClient(address)) {
          assertThat(client.exchange(POST).status()).isEqualTo(200);

          CountDownLatch resume = block(loop);
          client.send(POST);
          reset.countDown();
          awaitQuietly(wasReset);
          resume.countDown();

          assertThat(client.response().status()).isEqualTo(200);
          assertThat(origin.requests())
              .hasSize(2)
              .allMatch(request -> request.endsWith("\r\n\r\nbody"));
          assertThat(origin.connections()).isEqualTo(2);
        }
        proxy.drain(Duration.ofMillis(100));
      } finally {
        loop.shutdownGracefully(0, 0, TimeUnit.SECONDS).sync();
      }
    }
  }

  private static ProxyServer proxy(
      BalancerConfig config, Transport transport, EventLoopGroup loop) {
    Bootstraps bootstraps = new Bootstraps(transport, config);
    int piece = config.buffers().receive();
    List<Upstream> upstreams =
        List.of(new Upstream(0, config.upstreams().getFirst(), 0, System::nanoTime));
    Selection selection = config.selection().algorithm().over(upstreams, config.selection());
    ConnectionPools pools =
        new ConnectionPools(
            loop,
            upstreams,
            config.pool(),
            ProxyServer.withUpstreamCodec(bootstraps.client(), config.forward(), piece));
    return new ProxyServer(
        bootstraps.server(loop), config.forward(), selection, pools, new TrafficCounters(), piece);
  }

  /** Keeps the event loop from seeing anything, until the latch is opened. */
  private static CountDownLatch block(EventLoopGroup loop) throws InterruptedException {
    CountDownLatch blocked = new CountDownLatch(1);
    CountDownLatch resume = new CountDownLatch(1);
    loop.execute(() -> {
      blocked.countDown();
      awaitQuietly(resume);
    });
    blocked.await();
    return resume;
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
