package flashsalelab.jetty;

import flashsalelab.web.api.Api;
import flashsalelab.web.config.EdgeSettings;
import flashsalelab.web.edge.EdgeServer;
import flashsalelab.web.edge.ListeningSocket;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Jetty with no acceptor thread and one selector thread: it accepts, reads, runs the handler and
 * writes. The pool's other thread is for Jetty's own start and stop.
 */
final class EventLoopServer implements EdgeServer {
  private static final int NO_ACCEPTORS = 0;
  private static final int ONE_SELECTOR = 1;
  private static final int THREADS = 2;

  private final EdgeSettings settings;
  private final LoopHandler handler;
  private final Server server;
  private final ServerConnector connector;

  EventLoopServer(EdgeSettings settings, Api api) {
    this.settings = settings;
    QueuedThreadPool threads = new QueuedThreadPool(THREADS, ONE_SELECTOR);
    threads.setName("edge");
    threads.setReservedThreads(0);
    server = new Server(threads);
    connector =
        new ServerConnector(server, NO_ACCEPTORS, ONE_SELECTOR, new HttpConnectionFactory(http()));
    connector.setIdleTimeout(settings.limits().silence().toMillis());
    handler = new LoopHandler(api);
    server.addConnector(connector);
    server.setHandler(handler);
    server.setErrorHandler(new ProblemErrors());
  }

  private HttpConfiguration http() {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(settings.limits().headerBytes());
    return http;
  }

  @Override
  public int start() throws IOException {
    connector.open(ListeningSocket.bind(settings));
    try {
      server.start();
    } catch (Exception e) {
      throw new IOException("Jetty cannot start: " + e.getMessage(), e);
    }
    handler.runOn(EventLoop.of(connector));
    return connector.getLocalPort();
  }

  @Override
  public CompletableFuture<Void> drain() {
    return connector.shutdown();
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
