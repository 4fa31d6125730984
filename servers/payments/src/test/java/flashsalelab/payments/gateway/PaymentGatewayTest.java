package flashsalelab.payments.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flashsalelab.payments.gateway.GatewayCalls.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@Timeout(60)
final class PaymentGatewayTest {
  private GatewayCalls gateway;

  @BeforeEach
  void start() {
    gateway = GatewayCalls.start(Map.of());
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void charge_again_isTheFirstAnswerAndOneCharge() throws IOException {
    Answer first = gateway.charge("tee~1", "tee~1", 1_999);
    Answer again = gateway.charge("tee~1", "tee~1", 1_999);
    assertThat(first.status()).isEqualTo(201);
    assertThat(first.text("state")).isEqualTo("captured");
    assertThat(first.text("key")).isEqualTo("tee~1");
    assertThat(first.header("Idempotency-Replayed")).isEmpty();
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.json()).isEqualTo(first.json());
    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(gateway.charges().size()).isOne();
    assertThat(gateway.charges().get(0).path("asked").asInt()).isEqualTo(2);
  }

  @Test
  void charge_keyWithAnotherBody_isRefused() throws IOException {
    gateway.charge("k", "tee~1", 1_999);
    Answer other = gateway.charge("k", "tee~1", 2_000);
    assertThat(other.status()).isEqualTo(422);
    assertThat(other.text("type")).isEqualTo("/problems/key-reused");
    assertThat(other.text("key")).isEqualTo("k");
    assertThat(gateway.charge("k", "tee~2", 1_999).status()).isEqualTo(422);
    assertThat(gateway.charges().size()).isOne();
  }

  @Test
  void charge_declined_staysDeclined() throws IOException {
    gateway.behave("{\"declined\": 1}");
    assertThat(gateway.charge("k", "o", 5).status()).isEqualTo(402);
    gateway.behave("{}");
    Answer again = gateway.charge("k", "o", 5);
    assertThat(again.status()).isEqualTo(402);
    assertThat(again.text("state")).isEqualTo("declined");
    assertThat(gateway.post("/charges/k/refund", "").status()).isEqualTo(409);
  }

  @Test
  void refund_asOftenAsAsked_isOne() throws IOException {
    gateway.charge("k", "o", 5);
    for (int i = 0; i < 2; i++) {
      Answer refund = gateway.post("/charges/k/refund", "");
      assertThat(refund.status()).isEqualTo(200);
      assertThat(refund.text("state")).isEqualTo("refunded");
    }
    assertThat(gateway.get("/charges/k").text("state")).isEqualTo("refunded");
    assertThat(gateway.charge("k", "o", 5).text("state")).isEqualTo("captured");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/charges/none", "/nothing"})
  void get_whatIsNotThere_isAProblem(String path) throws IOException {
    Answer answer = gateway.get(path);
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"{", "[]", "null", "{\"amount\": 5}", "{\"order\": \"o\", \"amount\": -1}"})
  void charge_malformed_isAProblemAndNoCharge(String body) throws IOException {
    Answer answer = gateway.post("/charges", body);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text("type")).isEqualTo("/problems/invalid-request");
    assertThat(gateway.charges().size()).isZero();
  }

  @Test
  void ledger_isReadInPagesByNumber() throws IOException {
    for (int i = 1; i <= 5; i++) {
      gateway.charge("k" + i, "o", 5);
    }
    JsonNode page = gateway.get("/charges?after=1&limit=3").json();
    assertThat(page.path("charges").valueStream().map(charge -> charge.path("key").asString()))
        .containsExactly("k2", "k3", "k4");
    assertThat(gateway.get("/charges?after=5").json().path("charges").size()).isZero();
    assertThat(gateway.get("/charges?after=x").status()).isEqualTo(400);
  }

  @Test
  void failing_isNotDone() throws IOException {
    gateway.behave("{\"failing\": 1}");
    assertThat(gateway.charge("k", "o", 5).status()).isEqualTo(500);
    assertThat(gateway.charges().size()).isZero();
  }

  @Test
  void share_ofTheRequests_isTheSameForTheSameSeed() throws IOException {
    int[] counts = new int[2];
    for (int run = 0; run < 2; run++) {
      try (GatewayCalls other = GatewayCalls.start(Map.of("GATEWAY_DECLINED", "0.3"))) {
        for (int i = 0; i < 200; i++) {
          if (other.charge("k" + i, "o", 5).status() == 402) {
            counts[run] += i;
          }
        }
        assertThat(
                other
                    .charges()
                    .valueStream()
                    .filter(c -> c.path("state").asString().equals("declined")))
            .hasSizeBetween(40, 80);
      }
    }
    assertThat(counts[0]).isEqualTo(counts[1]);
  }

  @Test
  void timingOut_chargesFirstAndAnswersLate() throws Exception {
    gateway.behave("{\"timingOut\": 1, \"timeoutMs\": 700}");
    long start = System.nanoTime();
    Thread asking =
        Thread.startVirtualThread(() -> {
          try {
            gateway.charge("k", "o", 5);
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        });
    while (gateway.charges().size() == 0) {
      Thread.onSpinWait();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(700));
    asking.join();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(690));
  }

  @Test
  void latency_isWaitedForByEveryAnswer() throws IOException {
    gateway.behave("{\"latencyMs\": 150, \"jitterMs\": 50}");
    long start = System.nanoTime();
    gateway.get("/charges/none");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(145));
  }

  @Test
  void down_cutsPaymentsAndKeepsControl() throws IOException {
    gateway.charge("k", "o", 5);
    gateway.behave("{\"down\": true}");
    assertThatThrownBy(() -> gateway.charge("k2", "o", 5)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> gateway.get("/charges")).isInstanceOf(IOException.class);
    assertThat(gateway.charges().size()).isOne();
    assertThat(gateway.control("/healthz").status()).isEqualTo(200);
    gateway.behave("{\"down\": false}");
    assertThat(gateway.charge("k2", "o", 5).status()).isEqualTo(201);
  }

  @Test
  void twice_sendsTheAnswerAgainOnTheSameConnection() throws IOException {
    gateway.behave("{\"twice\": 1}");
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
      socket.setSoTimeout(10_000);
      String request = "GET /charges/%s HTTP/1.1\r\nHost: test\r\nRequest-Id: %s\r\n%s\r\n";
      socket
          .getOutputStream()
          .write(
              (request.formatted("a", "1", "")
                      + request.formatted("b", "2", "Connection: close\r\n"))
                  .getBytes(StandardCharsets.US_ASCII));
      String answers =
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertThat(answers.split("HTTP/1.1 404", -1)).hasSizeGreaterThanOrEqualTo(4);
      assertThat(answers.split("Request-Id: 1", -1)).hasSize(3);
      assertThat(answers.indexOf("Request-Id: 2"))
          .isGreaterThan(answers.lastIndexOf("Request-Id: 1"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"declined\": 2}", "{\"latencyMs\": -1}", "{\"slow\": 1}", "[", "null"})
  void behaviour_malformed_isRefusedAndChangesNothing(String behaviour) throws IOException {
    gateway.behave("{\"declined\": 0.25}");
    assertThat(gateway.behave(behaviour).status()).isEqualTo(400);
    assertThat(gateway.control("/behaviour").json().path("declined").asDouble()).isEqualTo(0.25);
  }

  @Test
  void ledger_full_refusesWhatIsNew() throws IOException {
    try (GatewayCalls small = GatewayCalls.start(Map.of("GATEWAY_CHARGES", "1"))) {
      small.charge("k1", "o", 5);
      assertThat(small.charge("k2", "o", 5).status()).isEqualTo(503);
      assertThat(small.charge("k1", "o", 5).status()).isEqualTo(201);
    }
  }

  @Test
  void ledgerFile_outlivesTheProcess_alsoWithALineCutOff(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("ledger.jsonl");
    Map<String, String> kept = Map.of("GATEWAY_LEDGER", file.toString());
    JsonNode before;
    try (GatewayCalls first = GatewayCalls.start(kept)) {
      first.charge("k1", "o1", 5);
      first.charge("k1", "o1", 5);
      first.charge("k2", "o2", 6);
      first.post("/charges/k2/refund", "");
      before = first.control("/charges").json();
    }
    Files.writeString(file, "{\"charge\":3,\"key\":\"k3", StandardOpenOption.APPEND);
    try (GatewayCalls second = GatewayCalls.start(kept)) {
      JsonNode after = second.control("/charges").json();
      assertThat(after.path("ledger")).isEqualTo(before.path("ledger"));
      assertThat(after.path("charges")).isEqualTo(before.path("charges"));
      second.charge("k3", "o3", 7);
    }
    try (GatewayCalls third = GatewayCalls.start(kept)) {
      assertThat(third.charges().size()).isEqualTo(3);
      assertThat(third.charge("k1", "o1", 5).header("Idempotency-Replayed")).isEqualTo("true");
    }
  }

  @Test
  void ledgerFile_ofSomethingElse_isNotOpened(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("notes.txt"), "buy milk\n");
    assertThatThrownBy(() -> GatewayCalls.start(Map.of("GATEWAY_LEDGER", file.toString())))
        .hasMessageContaining("is not a gateway's ledger")
        .hasMessageContaining("buy milk");
    assertThat(file).hasContent("buy milk");
  }
}
