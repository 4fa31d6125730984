package flashsalelab.jettycommon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
final class AnswerableOnlyTest {
  private final CountDownLatch secondSent = new CountDownLatch(1);
  private final AtomicInteger handled = new AtomicInteger();
  private final AnswerableOnly answerable = new AnswerableOnly(new Counting());
  private final Server server = new Server();
  private final ServerConnector connector = new ShutDownWhileItWrites(server);
  private boolean shutsDown;

  /** Is shut down after it has sent an answer, and before it knows that it has. */
  private final class ShutDownWhileItWrites extends ServerConnector {
    ShutDownWhileItWrites(Server server) {
      super(server, 1, 1);
    }

    @Override
    protected SocketChannelEndPoint newEndPoint(
        SocketChannel channel, ManagedSelector selector, SelectionKey key) {
      SocketChannelEndPoint endPoint =
          new SocketChannelEndPoint(channel, selector, key, getScheduler()) {
            @Override
            public boolean flush(ByteBuffer... buffers) throws IOException {
              boolean flushed = super.flush(buffers);
              if (shutsDown) {
                var _ = shutdown();
                awaitSecond();
              }
              return flushed;
            }
          };
      endPoint.setIdleTimeout(getIdleTimeout());
      return endPoint;
    }

    private void awaitSecond() throws IOException {
      try {
        secondSent.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }
  }

  private final class Counting extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      handled.incrementAndGet();
      response.setStatus(204);
      callback.succeeded();
      return true;
    }
  }

  @BeforeEach
  void start() throws Exception {
    connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
    server.addConnector(connector);
  }

  @AfterEach
  void stop() throws Exception {
    secondSent.countDown();
    server.stop();
  }

  private static void ask(Socket client) throws IOException {
    client
        .getOutputStream()
        .write("GET / HTTP/1.1\r\nHost: test\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
  }

  private static String statusLine(Socket client) throws IOException {
    return new String(client.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
  }

  private void askTwiceAroundTheShutdown() throws Exception {
    shutsDown = true;
    server.start();
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort())) {
      client.setSoTimeout(10_000);
      ask(client);
      assertThat(statusLine(client)).isEqualTo("HTTP/1.1 204");
      ask(client);
      secondSent.countDown();

      assertThat(client.getInputStream().readAllBytes()).asString().doesNotContain("HTTP/1.1");
      assertThat(connector.shutdown()).succeedsWithin(Duration.ofSeconds(10));
    }
  }

  @Test
  void handle_outputIsShut_leavesTheRequestUndecided() throws Exception {
    server.setHandler(answerable);

    askTwiceAroundTheShutdown();

    assertThat(handled).hasValue(1);
  }

  /** What the class is there for; were Jetty to stop it itself, the class could go. */
  @Test
  void withoutIt_outputIsShut_theRequestIsHandledAllTheSame() throws Exception {
    server.setHandler(new Counting());

    askTwiceAroundTheShutdown();

    assertThat(handled).hasValue(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void handle_connectionIsOpen_handlesEveryRequest(int requests) throws Exception {
    server.setHandler(answerable);
    server.start();

    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort())) {
      client.setSoTimeout(10_000);
      for (int i = 0; i < requests; i++) {
        ask(client);
        assertThat(statusLine(client)).isEqualTo("HTTP/1.1 204");
        client.getInputStream().skipNBytes(client.getInputStream().available());
      }
    }

    assertThat(handled).hasValue(requests);
  }
}
