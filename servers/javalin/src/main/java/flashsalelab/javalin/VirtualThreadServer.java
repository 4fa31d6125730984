package flashsalelab.javalin;

import flashsalelab.jettycommon.AcceptLimit;
import flashsalelab.jettycommon.AnswerableOnly;
import flashsalelab.jettycommon.OpenConnections;
import flashsalelab.jettycommon.ProblemErrors;
import flashsalelab.jettycommon.RequestHeads;
import flashsalelab.jettycommon.SlowRequests;
import flashsalelab.web.api.Api;
import flashsalelab.web.config.EdgeSettings;
import flashsalelab.web.edge.EdgeServer;
import flashsalelab.web.edge.ListeningSocket;
import flashsalelab.web.http.Route;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.HandlerType;
import io.javalin.router.EndpointNotFound;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * Javalin on Jetty: a few platform threads accept and watch connections, and every request runs on
 * a virtual thread. Their number is bounded: what is above the bound waits. A request that waits
 * for a decision keeps its thread and counts as a subscriber, so there are as many more as there
 * may be subscribers.
 */
final class VirtualThreadServer implements EdgeServer {
  private static final int ONE_ACCEPTOR = 1;
  private static final int ONE_SELECTOR = 1;

  private final EdgeSettings settings;
  private final ThreadSettings threads;
  private final Api api;
  private @Nullable Javalin javalin;
  private @Nullable ServerConnector connector;
  private @Nullable OpenConnections connections;

  VirtualThreadServer(EdgeSettings settings, ThreadSettings threads, Api api) {
    this.settings = settings;
    this.threads = threads;
    this.api = api;
  }

  @Override
  public int start() throws IOException {
    ServerSocketChannel socket = ListeningSocket.bind(settings);
    javalin = Javalin.create(config -> configure(config, socket)).start();
    return started(connector).getLocalPort();
  }

  private void configure(JavalinConfig config, ServerSocketChannel socket) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.router.ignoreTrailingSlashes = false;
    config.http.compressionStrategy = CompressionStrategy.NONE;
    config.jetty.threadPool = pool();
    config.jetty.modifyServer(server -> {
      server.setErrorHandler(new ProblemErrors());
      server.insertHandler(new AnswerableOnly());
    });
    config.jetty.modifyServletContextHandler(
        context -> context.setErrorHandler(new ProblemErrors()));
    config.jetty.addConnector((server, http) -> connector = connector(server, http, socket));
    BlockingHandler handler = new BlockingHandler(api);
    for (Route route : api.routes()) {
      route(config, route, handler);
    }
    config.routes.exception(EndpointNotFound.class, (e, context) -> handler.unmatched(context));
  }

  private static void route(JavalinConfig config, Route route, BlockingHandler handler) {
    HandlerType method = HandlerType.findOrCreate(route.method());
    config.routes.addHttpHandler(
        method, route.template(), context -> handler.serve(context, route));
    if (method.equals(HandlerType.GET)) {
      config.routes.addHttpHandler(
          HandlerType.HEAD, route.template(), context -> handler.serve(context, route));
    }
  }

  private QueuedThreadPool pool() {
    VirtualThreadPool requests =
        new VirtualThreadPool(threads.virtual() + settings.live().subscribers());
    QueuedThreadPool pool = new QueuedThreadPool(threads.platform());
    pool.setName("edge");
    pool.setReservedThreads(0);
    pool.setVirtualThreadsExecutor(requests);
    pool.addBean(requests);
    return pool;
  }

  private ServerConnector connector(
      Server server, HttpConfiguration http, ServerSocketChannel socket) {
    http.setUriCompliance(UriCompliance.DEFAULT);
    RequestHeads.in(http, settings.limits().headerBytes());
    ServerConnector listening =
        new ServerConnector(server, ONE_ACCEPTOR, ONE_SELECTOR, new HttpConnectionFactory(http));
    listening.setIdleTimeout(settings.limits().silence().toMillis());
    connections = OpenConnections.of(listening);
    AcceptLimit.on(listening, settings.limits().connections());
    SlowRequests.on(listening, settings.limits().receiving());
    try {
      listening.open(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return listening;
  }

  @Override
  public CompletableFuture<Void> drain() {
    return started(connections).drain();
  }

  @Override
  public void stop() {
    started(javalin).stop();
  }

  private static <T> T started(@Nullable T part) {
    if (part == null) {
      throw new IllegalStateException("the server was not started");
    }
    return part;
  }
}
