package flashsalelab.javalin;

import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.web.http.ApiStream.Frame;
import flashsalelab.web.http.ApiStream.Frames;
import io.javalin.Javalin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class StreamWriterTest {
  private static final Duration SILENCE = Duration.ofMillis(400);
  private static final int MEGABYTE = 1 << 20;

  private final Ready frames = new Ready();
  private Javalin server;

  /** There is always a next frame, up to the last. */
  private static final class Ready implements Frames {
    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private final CompletableFuture<Throwable> end = new CompletableFuture<>();
    private volatile int last = Integer.MAX_VALUE;

    @Override
    public CompletionStage<Frame> next() {
      boolean ends = taken.incrementAndGet() == last;
      return CompletableFuture.completedFuture(new Frame(new byte[MEGABYTE], ends));
    }

    @Override
    public void close(@Nullable Throwable failure) {
      closed.incrementAndGet();
      end.complete(failure);
    }
  }

  @BeforeEach
  void start() {
    server =
        Javalin.create(
                config -> {
                  config.startup.showJavalinBanner = false;
                  config.jetty.addConnector((jetty, http) -> {
                    ServerConnector connector =
                        new ServerConnector(jetty, new HttpConnectionFactory(http));
                    connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
                    connector.setPort(0);
                    connector.setIdleTimeout(SILENCE.toMillis());
                    return connector;
                  });
                  config.routes.get(
                      "/stream", context -> StreamWriter.write(frames, context.res()));
                })
            .start();
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  private Socket get() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket.setSoTimeout(10_000);
    String request = "GET /stream HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  @Test
  void reader_thatTakesNothing_isClosedAfterTheSilence() throws Exception {
    try (Socket slow = get()) {
      assertThat(slow.getInputStream().readNBytes(15)).asString().isEqualTo("HTTP/1.1 200 OK");
      Throwable failure = frames.end.get();
      assertThat(failure)
          .isInstanceOf(IOException.class)
          .hasRootCauseInstanceOf(TimeoutException.class);
      assertThat(frames.closed).hasValue(1);
    }
  }

  @Test
  void reader_thatTakesAll_getsEveryFrameUpToTheLast() throws Exception {
    frames.last = 200;
    try (Socket quick = get()) {
      assertThat(quick.getInputStream().skip(Long.MAX_VALUE)).isGreaterThan(200L * MEGABYTE);
    }
    assertThat(frames.end).succeedsWithin(SILENCE).isNull();
    assertThat(frames.taken).hasValue(200);
    assertThat(frames.closed).hasValue(1);
  }

  @Test
  void reader_thatLeaves_isNoticedAtTheNextWrite() throws Exception {
    try (Socket leaving = get()) {
      assertThat(leaving.getInputStream().read()).isEqualTo('H');
    }
    assertThat(frames.end.get()).isInstanceOf(IOException.class);
    assertThat(frames.closed).hasValue(1);
  }
}
