package flashsalelab.balancer;

import flashsalelab.balancer.admin.AdminServer;
import flashsalelab.balancer.admin.BalancerMetrics;
import flashsalelab.balancer.admin.Readiness;
import flashsalelab.balancer.config.BalancerConfig;
import flashsalelab.balancer.config.InvalidConfiguration;
import flashsalelab.balancer.forward.ProxyServer;
import flashsalelab.balancer.forward.TrafficCounters;
import flashsalelab.balancer.selection.Selection;
import flashsalelab.balancer.upstream.ConnectionPools;
import flashsalelab.balancer.upstream.Upstream;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.EventLoopGroup;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The balancer: a reverse proxy that spreads requests over upstreams, and an admin listener beside
 * it.
 *
 * <p>A client's connection and the upstream connection that serves it always live on the same event
 * loop, so that nothing on a request's way is shared between threads but the counters and the
 * selection.
 */
public final class Balancer {
  private static final Logger LOG = LoggerFactory.getLogger(Balancer.class);

  private final BalancerConfig config;
  private final EventLoopGroup loops;
  private final EventLoopGroup adminLoops;
  private final ProxyServer proxy;
  private final AdminServer admin;

  private Balancer(BalancerConfig config) {
    this.config = config;
    Transport transport = Transport.choose(config.transport());
    Bootstraps bootstraps = new Bootstraps(transport, config);
    loops = transport.newLoops(config.threads(), "balancer");
    adminLoops = transport.newLoops(1, "balancer-admin");

    int piece = config.buffers().receive();
    List<Upstream> upstreams = upstreams(config);
    Selection selection = config.selection().algorithm().over(upstreams, config.selection());
    Bootstrap toUpstreams =
        ProxyServer.withUpstreamCodec(bootstraps.client(), config.forward(), piece);
    ConnectionPools pools = new ConnectionPools(loops, upstreams, config.pool(), toUpstreams);
    TrafficCounters traffic = new TrafficCounters();
    proxy =
        new ProxyServer(
            bootstraps.server(loops), config.forward(), selection, pools, traffic, piece);

    Readiness readiness =
        new Readiness(proxy::isListening, upstreams, bootstraps.probe(adminLoops));
    String algorithm = config.selection().algorithm().label();
    admin =
        new AdminServer(
            bootstraps.server(adminLoops),
            readiness,
            () -> new BalancerMetrics(algorithm, traffic, upstreams, proxy::clientConnections));
    LOG.info("Event loops: {} on {}", config.threads(), transport.name());
  }

  private static List<Upstream> upstreams(BalancerConfig config) {
    List<Upstream> upstreams = new ArrayList<>();
    for (int i = 0; i < config.upstreams().size(); i++) {
      upstreams.add(
          new Upstream(
              i, config.upstreams().get(i), config.upstreamSkip().toNanos(), System::nanoTime));
    }
    return List.copyOf(upstreams);
  }

  /**
   * Starts the process' work on threads of its own.
   *
   * @throws CannotListen if one of the two addresses cannot be listened on; nothing is left running
   *     then
   */
  static Running start(BalancerConfig config) throws CannotListen {
    Balancer balancer = new Balancer(config);
    try {
      return balancer.listen();
    } catch (CannotListen cannot) {
      balancer.release();
      throw cannot;
    }
  }

  private Running listen() throws CannotListen {
    InetSocketAddress adminAddress;
    try {
      adminAddress = admin.listen(config.admin().address());
    } catch (Exception cause) {
      throw new CannotListen(config.admin(), cause);
    }
    try {
      return new Running(proxy.listen(config.proxy().address()), adminAddress, this);
    } catch (Exception cause) {
      throw new CannotListen(config.proxy(), cause);
    }
  }

  /**
   * A balancer that accepts connections.
   *
   * @param address of the proxy
   * @param adminAddress of the admin listener
   */
  record Running(InetSocketAddress address, InetSocketAddress adminAddress, Balancer balancer) {
    /**
     * Stops accepting, lets requests in flight finish within the configured grace, and ends all
     * threads.
     */
    void stop() throws InterruptedException {
      balancer.stop();
    }
  }

  private void stop() throws InterruptedException {
    LOG.info(
        "Stopping: no new connections; requests in flight have {} ms",
        config.shutdownGrace().toMillis());
    int cut = proxy.drain(config.shutdownGrace());
    if (cut > 0) {
      LOG.warn(
          "Closed {} connections before their requests were answered; the grace was over", cut);
    }
    release();
    LOG.info("Stopped");
  }

  private void release() {
    loops.shutdownGracefully(0, 0, TimeUnit.SECONDS).syncUninterruptibly();
    adminLoops.shutdownGracefully(0, 0, TimeUnit.SECONDS).syncUninterruptibly();
  }

  /** Runs until SIGTERM. Exits with 1 if the configuration is not valid or an address is taken. */
  public static void main(String[] arguments) {
    try {
      BalancerConfig config = BalancerConfig.from(System.getenv());
      LOG.info("{}", config);
      Running running = start(config);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stopAndExit(running), "shutdown"));
      LOG.info("Proxy on {}, admin on {}", running.address(), running.adminAddress());
    } catch (InvalidConfiguration invalid) {
      invalid.problems().forEach(System.err::println);
      System.exit(1);
    } catch (CannotListen | IllegalStateException cannot) {
      System.err.println(cannot.getMessage());
      System.exit(1);
    }
  }

  /**
   * Ends the process with status 0 although a signal asked for it: a stop in good order is no
   * failure.
   */
  private static void stopAndExit(Running running) {
    try {
      running.stop();
      Runtime.getRuntime().halt(0);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      Runtime.getRuntime().halt(1);
    }
  }
}
