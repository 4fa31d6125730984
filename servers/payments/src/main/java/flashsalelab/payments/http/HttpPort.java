package flashsalelab.payments.http;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.router.EndpointNotFound;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A port that serves routes, each request on a virtual thread of its own. A request that has a
 * {@link #REQUEST_ID} gets it back with its answer, so that no other can be taken for it.
 */
public final class HttpPort implements AutoCloseable {
  /** The header that names a request, and in the answer the request that is answered. */
  public static final String REQUEST_ID = "Request-Id";

  private static final Logger LOG = LoggerFactory.getLogger(HttpPort.class);
  private static final long LONGEST_BODY = 16_384;

  private final Javalin javalin;
  private final int port;

  private HttpPort(Javalin javalin, int port) {
    this.javalin = javalin;
    this.port = port;
  }

  /**
   * Opens it.
   *
   * @param port 0 takes a free one
   * @param grace how long requests may take to finish when it is closed
   * @param server what else is to be said to the server beneath
   * @throws IOException if the address cannot be had
   */
  public static HttpPort open(
      String host, int port, List<Route> routes, Duration grace, Consumer<Server> server)
      throws IOException {
    ServerSocketChannel socket = bind(host, port);
    int bound = socket.socket().getLocalPort();
    Consumer<Server> graceful =
        server.andThen(jetty -> {
          jetty.setStopTimeout(grace.toMillis());
          jetty.insertHandler(new GracefulHandler());
        });
    Javalin javalin = Javalin.create(config -> configure(config, socket, routes, graceful)).start();
    return new HttpPort(javalin, bound);
  }

  private static ServerSocketChannel bind(String host, int port) throws IOException {
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new IOException("the host %s is not known".formatted(host));
    }
    ServerSocketChannel channel = ServerSocketChannel.open();
    try {
      return channel.bind(address);
    } catch (IOException e) {
      channel.close();
      throw new IOException(
          "cannot listen on %s:%d (%s); choose another port, or 0 for a free one"
              .formatted(host, port, e.getMessage()),
          e);
    }
  }

  private static void configure(
      JavalinConfig config,
      ServerSocketChannel socket,
      List<Route> routes,
      Consumer<Server> server) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.compressionStrategy = CompressionStrategy.NONE;
    config.http.maxRequestSize = LONGEST_BODY;
    config.concurrency.useVirtualThreads = true;
    config.jetty.modifyServer(server);
    config.jetty.addConnector((jetty, http) -> connector(jetty, socket));
    for (Route route : routes) {
      config.routes.addHttpHandler(
          route.method(), route.path(), context -> send(context, route.handler().answer(context)));
    }
    config.routes.exception(
        BadRequestException.class,
        (e, context) ->
            send(
                context,
                Reply.problem(400, "invalid-request", String.valueOf(e.getMessage()), Map.of())));
    config.routes.exception(
        EndpointNotFound.class,
        (e, context) ->
            send(
                context,
                Reply.problem(
                    404,
                    "not-found",
                    "nothing answers %s %s".formatted(context.method(), context.path()),
                    Map.of())));
    config.routes.exception(
        HttpResponseException.class,
        (e, context) ->
            send(
                context,
                Reply.problem(e.getStatus(), "refused", String.valueOf(e.getMessage()), Map.of())));
    config.routes.exception(
        Exception.class,
        (e, context) -> {
          LOG.error("{} {} failed", context.method(), context.path(), e);
          send(
              context,
              Reply.problem(500, "internal-error", "the server failed; see its log", Map.of()));
        });
  }

  private static ServerConnector connector(Server server, ServerSocketChannel socket) {
    ServerConnector connector = new ServerConnector(server);
    try {
      connector.open(socket);
    } catch (IOException e) {
      throw new IllegalStateException("the socket that was bound cannot be opened", e);
    }
    return connector;
  }

  private static void send(Context context, Reply reply) {
    context.status(reply.status());
    reply.headers().forEach(context::header);
    String id = context.req().getHeader(REQUEST_ID);
    if (id != null) {
      context.header(REQUEST_ID, id);
    }
    context.result(reply.body());
  }

  /** The port. */
  public int port() {
    return port;
  }

  /** Stops to listen; requests under way finish within the grace, then connections are closed. */
  @Override
  public void close() {
    javalin.stop();
  }
}
