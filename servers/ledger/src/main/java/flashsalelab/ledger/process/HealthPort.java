package flashsalelab.ledger.process;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The port where a process tells that it is alive, whether it is ready, and what it counts. */
final class HealthPort implements AutoCloseable {
  private static final String JSON = "application/json";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private HealthPort(HttpServer server) {
    this.server = server;
  }

  /**
   * Starts to listen.
   *
   * @param ready may block
   * @throws IOException if the address cannot be had; the message says what to do
   */
  static HealthPort open(String host, int port, BooleanSupplier ready, Supplier<String> metrics)
      throws IOException {
    HealthPort health = new HealthPort(listening(host, port));
    health.server.setExecutor(health.threads);
    health.server.createContext(
        "/healthz", exchange -> answer(exchange, 200, JSON, "{\"status\":\"ok\"}"));
    health.server.createContext(
        "/readyz",
        exchange -> {
          boolean yes = ready.getAsBoolean();
          answer(
              exchange,
              yes ? 200 : 503,
              JSON,
              "{\"status\":\"%s\"}".formatted(yes ? "ready" : "waiting"));
        });
    health.server.createContext(
        "/metrics",
        exchange -> answer(exchange, 200, ProjectorMetrics.CONTENT_TYPE, metrics.get()));
    health.server.start();
    return health;
  }

  private static HttpServer listening(String host, int port) throws IOException {
    try {
      return HttpServer.create(new InetSocketAddress(host, port), 0);
    } catch (IOException | RuntimeException e) {
      throw new IOException(
          "it cannot listen on %s:%d (%s); choose another port, or 0 for a free one"
              .formatted(host, port, e.getMessage()),
          e);
    }
  }

  private static void answer(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdown();
  }
}
