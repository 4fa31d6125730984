package flashsalelab.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.web.http.ApiStream.Frame;
import flashsalelab.web.http.ApiStream.Frames;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class StreamWriterTest {
  private static final Duration SILENCE = Duration.ofMillis(400);
  private static final int MEGABYTE = 1 << 20;

  private final EventLoop loop = new EventLoop();
  private final Server server = new Server();
  private final ServerConnector connector =
      new LoopConnector(server, loop, new HttpConnectionFactory());
  private final Ready frames = new Ready();

  /** There is always a next frame, up to the last. */
  private static final class Ready implements Frames {
    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private final CompletableFuture<String> end = new CompletableFuture<>();
    private volatile int last = Integer.MAX_VALUE;

    @Override
    public CompletionStage<Frame> next() {
      boolean ends = taken.incrementAndGet() == last;
      return CompletableFuture.completedFuture(new Frame(new byte[MEGABYTE], ends));
    }

    @Override
    public void close(@Nullable Throwable failure) {
      closed.incrementAndGet();
      end.complete(failure == null ? "ended" : failure.getClass().getName());
    }
  }

  private final class Streaming extends Handler.Abstract.NonBlocking {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      if (Request.getPathInContext(request).equals("/stream")) {
        new StreamWriter(frames, response, callback, loop).writeNext();
      } else {
        response.setStatus(204);
        callback.succeeded();
      }
      return true;
    }
  }

  @BeforeEach
  void start() throws Exception {
    connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
    connector.setIdleTimeout(SILENCE.toMillis());
    server.addConnector(connector);
    server.setHandler(new Streaming());
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
  }

  private Socket get(String path) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort());
    socket.setSoTimeout(10_000);
    String request = "GET %s HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n".formatted(path);
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  @Test
  void reader_thatTakesNothing_isClosedAfterTheSilenceAndHoldsUpNobody() throws Exception {
    try (Socket slow = get("/stream")) {
      assertThat(slow.getInputStream().readNBytes(15)).asString().isEqualTo("HTTP/1.1 200 OK");
      for (int i = 0; i < 20; i++) {
        try (Socket quick = get("/")) {
          assertThat(quick.getInputStream().readAllBytes()).asString().contains(" 204 ");
        }
      }
      assertThat(frames.end).isNotDone();
      int taken = frames.taken.get();
      assertThat(frames.end)
          .succeedsWithin(SILENCE.multipliedBy(10))
          .isEqualTo(TimeoutException.class.getName());
      assertThat(frames.taken).as("nothing is taken that cannot be written").hasValue(taken);
      assertThat(frames.closed).hasValue(1);
    }
  }

  @Test
  void reader_thatTakesAll_getsEveryFrameUpToTheLast() throws Exception {
    frames.last = 200;
    try (Socket quick = get("/stream")) {
      assertThat(quick.getInputStream().skip(Long.MAX_VALUE)).isGreaterThan(200L * MEGABYTE);
    }
    assertThat(frames.end).succeedsWithin(SILENCE).isEqualTo("ended");
    assertThat(frames.taken).hasValue(200);
    assertThat(frames.closed).hasValue(1);
  }

  @Test
  void reader_thatLeaves_isNoticedAtTheNextWrite() throws Exception {
    try (Socket leaving = get("/stream")) {
      assertThat(leaving.getInputStream().read()).isEqualTo('H');
    }
    assertThat(frames.end).succeedsWithin(SILENCE.multipliedBy(5)).isNotEqualTo("ended");
    assertThat(frames.closed).hasValue(1);
  }
}
