package flashsalelab.jetty;

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
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.IO;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * Jetty on one event loop: it accepts, reads, runs the handler and writes. The pool that every
 * server must have does none of this.
 */
final class EventLoopServer implements EdgeServer {
  private static final int POOL_THREADS = 2;
  private static final int IDLE_POOL_THREADS = 1;

  private final EdgeSettings settings;
  private final EventLoop loop = new EventLoop();
  private final Server server;
  private final ServerConnector connector;
  private final OpenConnections connections;
  private @Nullable ServerSocketChannel socket;

  EventLoopServer(EdgeSettings settings, Api api) {
    this.settings = settings;
    QueuedThreadPool pool = new QueuedThreadPool(POOL_THREADS, IDLE_POOL_THREADS);
    pool.setName("edge");
    pool.setReservedThreads(0);
    server = new Server(pool);
    connector = new LoopConnector(server, loop, new HttpConnectionFactory(http()));
    connector.setIdleTimeout(settings.limits().silence().toMillis());
    connections = OpenConnections.of(connector);
    AcceptLimit.on(connector, settings.limits().connections());
    SlowRequests.on(connector, settings.limits().receiving());
    server.addConnector(connector);
    server.setHandler(new AnswerableOnly(new LoopHandler(api, loop)));
    server.setErrorHandler(new ProblemErrors());
  }

  private HttpConfiguration http() {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    RequestHeads.in(http, settings.limits().headerBytes());
    return http;
  }

  @Override
  public int start() throws IOException {
    ServerSocketChannel listening = ListeningSocket.bind(settings);
    socket = listening;
    connector.open(listening);
    try {
      server.start();
    } catch (Exception e) {
      throw new IOException("Jetty cannot start: " + e.getMessage(), e);
    }
    return connector.getLocalPort();
  }

  /**
   * A connector without acceptor threads keeps its socket open until it is stopped, so the socket
   * is closed here: on the loop, whose selector has to let it go.
   */
  @Override
  public CompletableFuture<Void> drain() {
    return CompletableFuture.runAsync(() -> IO.close(socket), loop)
        .thenCompose(closed -> connections.drain());
  }

  @Override
  public void stop() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("Jetty cannot stop", e);
    }
  }
}
