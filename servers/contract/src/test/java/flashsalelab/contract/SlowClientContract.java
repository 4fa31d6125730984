package flashsalelab.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flashsalelab.lab.measure.Metrics;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that take their time, and clients that are too many. */
final class SlowClientContract extends OwnProcessContract {
  private static final Duration RECEIVING = Duration.ofMillis(1_500);
  private static final Duration BETWEEN_BYTES = Duration.ofMillis(100);
  private static final String GET = "GET /healthz HTTP/1.1\r\nHost: test\r\n\r\n";
  private static final String POST =
      "POST /api/products/tee/purchases HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\n"
          + "Idempotency-Key: k1\r\n";

  private static Map<String, String> receiving() {
    return Map.of(
        "REQUEST_TIMEOUT_MS", "20000", "RECEIVE_TIMEOUT_MS", Long.toString(RECEIVING.toMillis()));
  }

  private static Socket connect(EdgeChild edge, int patienceMs) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), edge.port());
    socket.setSoTimeout(patienceMs);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** What a client gets that sends these, then a byte from time to time until it is stopped. */
  private static String drip(Socket socket, String start, String bytes)
      throws IOException, InterruptedException {
    send(socket, start);
    long end = System.nanoTime() + RECEIVING.multipliedBy(4).toNanos();
    for (int i = 0; System.nanoTime() < end; i++) {
      if (socket.getInputStream().available() > 0) {
        break;
      }
      try {
        send(socket, bytes.substring(i % bytes.length(), i % bytes.length() + 1));
      } catch (IOException closed) {
        return "";
      }
      Thread.sleep(BETWEEN_BYTES);
    }
    assertThat(System.nanoTime()).as("the connection is still open").isLessThan(end);
    return RawRequest.answer(socket);
  }

  @ParameterizedTest
  @ValueSource(strings = {"javalin", "jetty"})
  void head_thatArrivesByteByByte_losesItsConnection(String name) throws Exception {
    try (EdgeChild edge = ready(name, receiving());
        Socket socket = connect(edge, 10_000)) {
      assertThat(drip(socket, "GET /healthz HTTP/1.1\r\nX-Slow: ", "a")).doesNotContain("200");
      edge.client().get("/healthz").has(200);
      assertThat(edge.log()).doesNotContain("ERROR").doesNotContain("WARN");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "javalin, Content-Length: 1000, x",
    "jetty, Content-Length: 1000, x",
    "javalin, Transfer-Encoding: chunked, 1|x|",
    "jetty, Transfer-Encoding: chunked, 1|x|"
  })
  void body_thatArrivesByteByByte_is408AndEndsTheConnection(
      String name, String framing, String bytes) throws Exception {
    try (EdgeChild edge = ready(name, receiving());
        Socket socket = connect(edge, 10_000)) {
      String answer = drip(socket, POST + framing + "\r\n\r\n", bytes.replace("|", "\r\n"));
      assertThat(answer)
          .startsWith("HTTP/1.1 408")
          .containsIgnoringCase("Connection: close")
          .contains("/problems/request-timeout");
      assertThat(edge.log()).doesNotContain("ERROR").doesNotContain("WARN");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"javalin", "jetty"})
  void connection_thatIsOldButQuick_isKept(String name) throws Exception {
    try (EdgeChild edge = ready(name, receiving());
        Socket socket = connect(edge, 10_000)) {
      long end = System.nanoTime() + RECEIVING.multipliedBy(2).toNanos();
      while (System.nanoTime() < end) {
        send(socket, GET);
        assertThat(RawRequest.answer(socket)).startsWith("HTTP/1.1 200");
        Thread.sleep(BETWEEN_BYTES);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"javalin", "jetty"})
  void connections_moreThanMayBeOpen_waitUntilOneCloses(String name) throws Exception {
    redis().restart();
    try (EdgeChild edge = start(name, Map.of("MAX_CONNECTIONS", "4"))) {
      List<Socket> open = new ArrayList<>();
      try {
        while (open.size() < 4) {
          open.add(answered(edge));
        }
        try (Socket waiting = connect(edge, 700)) {
          send(waiting, GET);
          assertThatThrownBy(() -> RawRequest.answer(waiting))
              .isInstanceOf(SocketTimeoutException.class);
          open.removeFirst().close();
          waiting.setSoTimeout(10_000);
          assertThat(RawRequest.answer(waiting)).startsWith("HTTP/1.1 200");
        }
        edge.terminate();
        assertThat(edge.exit(10_000)).isZero();
        assertThat(edge.log()).doesNotContain("ERROR").doesNotContain("WARN");
      } finally {
        for (Socket socket : open) {
          socket.close();
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"javalin", "jetty"})
  void reader_thatTakesNothingForTooLong_losesItsStreamAndNobodyElse(String name) {
    try (EdgeChild edge = ready(name, Map.of("REQUEST_TIMEOUT_MS", "1500"))) {
      Client client = edge.client();
      LongOrder order = LongOrder.of(client, redis()::command);
      try (EventStream slow = client.unreadEvents(order.path());
          EventStream quick = client.events(order.path())) {
        quick.next(EventRows.LIMIT);
        Awaitility.await()
            .atMost(EventRows.LIMIT)
            .until(() -> {
              int states = order.change();
              assertThat(quick.next(EventRows.LIMIT).id()).isEqualTo(states);
              return Metrics.scrape(client.base()).sum("live_slow_total", Map.of()) == 1;
            });
        Map<String, String> streams = Map.of("kind", "order");
        assertThat(Metrics.scrape(client.base()).sum("live_subscribers", streams)).isEqualTo(1);
        assertThat(quick.ended()).isFalse();
        Awaitility.await().until(slow.begin()::ended);
        assertThat(edge.log()).doesNotContain("ERROR").doesNotContain("WARN");
      }
    }
  }

  /** A connection that was answered, so that it has been accepted. */
  private static Socket answered(EdgeChild edge) throws Exception {
    while (true) {
      try {
        Socket socket = connect(edge, 10_000);
        send(socket, GET);
        assertThat(RawRequest.answer(socket)).startsWith("HTTP/1.1 200");
        return socket;
      } catch (ConnectException notYet) {
        Thread.sleep(BETWEEN_BYTES);
      }
    }
  }
}
