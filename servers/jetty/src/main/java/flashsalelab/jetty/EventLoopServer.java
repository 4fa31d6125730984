package flashsalelab.jetty;

import flashsalelab.web.api.Api;
import flashsalelab.web.config.EdgeSettings;
import flashsalelab.web.edge.EdgeServer;
import flashsalelab.web.edge.ListeningSocket;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.IO;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

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
  private @Nullable ServerSocketChannel socket;
  private @Nullable EventLoop loop;

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
    ServerSocketChannel listening = ListeningSocket.bind(settings);
    socket = listening;
    connector.open(listening);
    try {
      server.start();
    } catch (Exception e) {
      throw new IOException("Jetty cannot start: " + e.getMessage(), e);
    }
    EventLoop started = EventLoop.of(connector);
    loop = started;
    handler.runOn(started);
    return connector.getLocalPort();
  }

  /**
   * A connector without acceptor threads keeps its socket open until it is stopped, so the socket
   * is closed here: on the loop, whose selector has to let it go.
   */
  @Override
  public CompletableFuture<Void> drain() {
    return CompletableFuture.runAsync(() -> IO.close(socket), Objects.requireNonNull(loop))
        .thenCompose(closed -> connector.shutdown());
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
