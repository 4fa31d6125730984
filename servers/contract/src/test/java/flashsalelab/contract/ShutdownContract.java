package flashsalelab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How an edge ends: gracefully, and within its grace. */
final class ShutdownContract extends OwnProcessContract {
  private static final int GRACE_MS = 4_000;

  private EdgeChild ready(String edge) {
    return ready(
        edge, Map.of("REDIS_TIMEOUT_MS", "3000", "SHUTDOWN_GRACE_MS", Integer.toString(GRACE_MS)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"javalin", "jetty"})
  void sigterm_underLoad_answersWhatWasAcceptedAndEndsWithZero(String name) throws Exception {
    try (EdgeChild edge = ready(name)) {
      Client client = edge.client();
      String sku = client.product(1_000_000, 1);
      AtomicInteger reserved = new AtomicInteger();
      AtomicInteger others = new AtomicInteger();
      List<CompletableFuture<Void>> buyers =
          IntStream.range(0, 32)
              .mapToObj(i ->
                  CompletableFuture.runAsync(
                      () -> buyUntilRefused(client, sku, i, reserved, others),
                      Thread::startVirtualThread))
              .toList();
      Awaitility.await().until(() -> reserved.get() > 500);

      edge.terminate();
      assertThat(edge.exit(2L * GRACE_MS)).isZero();
      buyers.forEach(CompletableFuture::join);
      assertThat(edge.accepts()).isFalse();
      assertThat(others).hasValue(0);
      assertThat(redis().command("XLEN sale:{%s}:ledger".formatted(sku)))
          .isEqualTo(Integer.toString(reserved.get()));
      assertThat(redis().command("HLEN sale:{%s}:pending".formatted(sku))).isEqualTo("0");
      assertThat(edge.log()).doesNotContain("ERROR").doesNotContain("WARN");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"javalin", "jetty"})
  void sigterm_withAPurchaseUnderWay_refusesConnectionsAndAnswersIt(String name) throws Exception {
    try (EdgeChild edge = ready(name)) {
      Client client = edge.client();
      String sku = client.product(5, 1);
      redis().command("CLIENT PAUSE 1500");
      CompletableFuture<Answer> purchase = client.buyAsync(sku, "ann", "k1", 1);
      try (Socket old = new Socket(InetAddress.getLoopbackAddress(), edge.port())) {
        awaitRequest(old);
        edge.terminate();
        Awaitility.await().until(() -> !edge.accepts());
        String last = readyz(old);
        assertThat(last).startsWith("HTTP/1.1 503").containsIgnoringCase("Connection: close");
      }
      assertThat(purchase.join().status()).isEqualTo(201);
      assertThat(edge.exit(2L * GRACE_MS)).isZero();
    }
  }

  private static void buyUntilRefused(
      Client client, String sku, int thread, AtomicInteger reserved, AtomicInteger others) {
    try {
      for (int i = 0; ; i++) {
        Answer answer = client.buy(sku, "buyer-%d-%d".formatted(thread, i), "k", 1);
        (answer.status() == 201 ? reserved : others).incrementAndGet();
      }
    } catch (CompletionException refused) {
      assertThat(refused).hasCauseInstanceOf(IOException.class);
    }
  }

  private static void awaitRequest(Socket socket) throws IOException {
    socket.setSoTimeout(10_000);
    String get = "GET /healthz HTTP/1.1\r\nHost: test\r\n\r\n";
    socket.getOutputStream().write(get.getBytes(StandardCharsets.US_ASCII));
    assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
        .isEqualTo("HTTP/1.1 200");
  }

  private static String readyz(Socket socket) throws IOException {
    socket.getInputStream().skipNBytes(socket.getInputStream().available());
    String get = "GET /readyz HTTP/1.1\r\nHost: test\r\n\r\n";
    socket.getOutputStream().write(get.getBytes(StandardCharsets.US_ASCII));
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
  }
}
