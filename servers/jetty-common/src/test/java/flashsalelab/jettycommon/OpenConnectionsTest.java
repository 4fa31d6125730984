package flashsalelab.jettycommon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class OpenConnectionsTest {
  private final CountDownLatch accepted = new CountDownLatch(1);
  private final CountDownLatch opens = new CountDownLatch(1);
  private final Server server = new Server();
  private final ServerConnector connector = new SlowToOpen(server);
  private final OpenConnections connections = OpenConnections.of(connector);

  /** Holds a connection between its acceptance and its opening. */
  private final class SlowToOpen extends ServerConnector {
    SlowToOpen(Server server) {
      super(server, 1, 1);
    }

    @Override
    protected SocketChannelEndPoint newEndPoint(
        SocketChannel channel, ManagedSelector selector, SelectionKey key) throws IOException {
      accepted.countDown();
      try {
        opens.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      return super.newEndPoint(channel, selector, key);
    }
  }

  @BeforeEach
  void start() throws Exception {
    connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
    connector.setShutdownIdleTimeout(200);
    server.addConnector(connector);
    server.setHandler(
        new Handler.Abstract() {
          @Override
          public boolean handle(Request request, Response response, Callback callback) {
            response.setStatus(204);
            callback.succeeded();
            return true;
          }
        });
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    opens.countDown();
    server.stop();
  }

  private Socket connect() throws IOException {
    Socket client = new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort());
    client.setSoTimeout(10_000);
    return client;
  }

  private static void ask(Socket client) throws IOException {
    client
        .getOutputStream()
        .write("GET / HTTP/1.1\r\nHost: test\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void drain_withAConnectionAcceptedAndNotOpened_waitsUntilItIsAnswered() throws Exception {
    try (Socket client = connect()) {
      ask(client);
      accepted.await();

      CompletableFuture<Void> drained = connections.drain();

      assertThat(connector.shutdown()).succeedsWithin(Duration.ofSeconds(10));
      assertThat(drained).isNotDone();
      opens.countDown();
      assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
          .startsWith("HTTP/1.1 204")
          .contains("Connection: close");
      assertThat(drained).succeedsWithin(Duration.ofSeconds(10));
    }
  }

  @Test
  void drain_connectionOpenedAfterwardsAndIdle_doesNotLastLongerThanTheShutdownIdleTimeout()
      throws Exception {
    try (Socket client = connect()) {
      accepted.await();
      CompletableFuture<Void> drained = connections.drain();
      opens.countDown();

      assertThat(client.getInputStream().read()).isEqualTo(-1);
      assertThat(drained).succeedsWithin(Duration.ofSeconds(10));
    }
  }

  @Test
  void drain_idleKeptAliveConnection_closesIt() throws Exception {
    opens.countDown();
    try (Socket client = connect()) {
      ask(client);
      assertThat(client.getInputStream().readNBytes(12)).hasSize(12);

      assertThat(connections.drain()).succeedsWithin(Duration.ofSeconds(10));
    }
  }

  @Test
  void drain_afterConnectionsCameAndWent_completesAtOnce() throws Exception {
    opens.countDown();
    try (Socket client = connect()) {
      ask(client);
      assertThat(client.getInputStream().readNBytes(12)).hasSize(12);
    }
    Awaitility.await().until(() -> connector.getConnectedEndPoints().isEmpty());

    assertThat(connections.drain()).succeedsWithin(Duration.ofSeconds(10));
  }
}
