package flashsalelab.payments.client;

import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.payments.gateway.GatewayCalls;
import flashsalelab.sale.settings.SettingsReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

@Timeout(60)
final class HttpGatewayTest {
  private static final String ODD_KEY = "A.b_c-d~1";

  /** Few callers use each connection again at once: only then can an answer be mistaken. */
  private static final int CALLERS = 4;

  private GatewayCalls server;
  private HttpGateway gateway;

  @BeforeEach
  void start() {
    server = GatewayCalls.start(Map.of());
    gateway = client(500);
  }

  private HttpGateway client(int timeoutMillis) {
    return new HttpGateway(
        ClientSettings.read(
            new SettingsReader(
                Map.of(
                    "GATEWAY_URL", server.url(),
                    "GATEWAY_TIMEOUT_MS", Integer.toString(timeoutMillis)))));
  }

  @AfterEach
  void stop() {
    gateway.close();
    server.close();
  }

  private static GatewayReply<ChargeStanding> answered(ChargeStanding standing) {
    return new GatewayReply.Answered<>(standing);
  }

  @Test
  void calls_answered_tellHowTheChargeStands() throws IOException {
    assertThat(gateway.find("tee~1")).isEqualTo(answered(ChargeStanding.NONE));
    assertThat(gateway.refund("tee~1")).isEqualTo(answered(ChargeStanding.NONE));
    assertThat(gateway.charge("tee~1", "tee~1", 5)).isEqualTo(answered(ChargeStanding.CAPTURED));
    assertThat(gateway.find("tee~1")).isEqualTo(answered(ChargeStanding.CAPTURED));
    assertThat(gateway.refund("tee~1")).isEqualTo(answered(ChargeStanding.REFUNDED));
    assertThat(gateway.find("tee~1")).isEqualTo(answered(ChargeStanding.REFUNDED));
    server.behave("{\"declined\": 1}");
    assertThat(gateway.charge("tee~2", "tee~2", 5)).isEqualTo(answered(ChargeStanding.DECLINED));
    assertThat(gateway.refund("tee~2")).isEqualTo(answered(ChargeStanding.DECLINED));
  }

  @Test
  void key_ofAnyCharacterThatIsAllowed_isFound() {
    gateway.charge(ODD_KEY, "o", 5);
    assertThat(gateway.find(ODD_KEY)).isEqualTo(answered(ChargeStanding.CAPTURED));
    assertThat(gateway.refund(ODD_KEY)).isEqualTo(answered(ChargeStanding.REFUNDED));
  }

  @Test
  void key_withAnotherAmount_isRefused() {
    gateway.charge("k", "o", 5);
    assertThat(gateway.charge("k", "o", 6)).isInstanceOf(GatewayReply.Refused.class);
  }

  @Test
  void ledger_isReadInPages() {
    gateway.charge("k1", "o1", 5);
    gateway.charge("k2", "o2", 6);
    gateway.refund("k2");
    LedgerPage page = ((GatewayReply.Answered<LedgerPage>) gateway.ledger(1, 10)).value();
    assertThat(page.entries())
        .singleElement()
        .satisfies(entry -> {
          assertThat(entry.number()).isEqualTo(2);
          assertThat(entry.key()).isEqualTo("k2");
          assertThat(entry.order()).isEqualTo("o2");
          assertThat(entry.amount()).isEqualTo(6);
          assertThat(entry.standing()).isEqualTo(ChargeStanding.REFUNDED);
          assertThat(Duration.between(entry.at(), page.now()))
              .isBetween(Duration.ZERO, Duration.ofSeconds(30));
        });
    assertThat(page.ledger()).isNotEmpty();
  }

  @Test
  void charge_answerLate_isUnknownInTimeAndDone() throws IOException {
    server.behave("{\"timingOut\": 1, \"timeoutMs\": 5000}");
    long start = System.nanoTime();
    assertThat(gateway.charge("k", "o", 5)).isInstanceOf(GatewayReply.Unknown.class);
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isBetween(Duration.ofMillis(490), Duration.ofMillis(2_500));
    assertThat(gateway.find("k")).isEqualTo(answered(ChargeStanding.CAPTURED));
  }

  @Test
  void calls_toAGatewayThatFailsOrIsDown_areUnknown() throws IOException {
    server.behave("{\"failing\": 1}");
    assertThat(gateway.charge("k", "o", 5)).isInstanceOf(GatewayReply.Unknown.class);
    server.behave("{\"down\": true}");
    assertThat(gateway.charge("k", "o", 5)).isInstanceOf(GatewayReply.Unknown.class);
    assertThat(gateway.ledger(0, 1)).isInstanceOf(GatewayReply.Unknown.class);
    server.behave("{}");
    assertThat(gateway.find("k")).isEqualTo(answered(ChargeStanding.NONE));
    server.close();
    assertThat(gateway.find("k")).isInstanceOf(GatewayReply.Unknown.class);
  }

  @Test
  void answersTwice_areNeverTakenForAnother() throws Exception {
    try (HttpGateway patient = client(10_000);
        ExecutorService threads = Executors.newFixedThreadPool(CALLERS)) {
      server.behave("{\"twice\": 1, \"declined\": 0.5}");
      int asked = 2_000;
      List<Future<GatewayReply<ChargeStanding>>> replies =
          IntStream.range(0, asked)
              .mapToObj(i -> threads.submit(() -> patient.charge("k" + i, "o", 5)))
              .toList();
      List<GatewayReply<ChargeStanding>> told = new ArrayList<>();
      for (Future<GatewayReply<ChargeStanding>> reply : replies) {
        told.add(reply.get());
      }
      int believed = 0;
      for (JsonNode charge : server.charges()) {
        int number = Integer.parseInt(charge.path("key").asString().substring(1));
        if (told.get(number) instanceof GatewayReply.Answered<ChargeStanding>(var standing)) {
          believed++;
          assertThat(standing.name()).isEqualToIgnoringCase(charge.path("state").asString());
        }
      }
      assertThat(believed).isGreaterThan(asked / 10);
    }
  }

  @Test
  void answerOfAnotherRequest_isNotBelievedAndTheConnectionGivenUp() throws IOException {
    try (ForeignAnswers foreign = ForeignAnswers.listen();
        HttpGateway client =
            new HttpGateway(
                ClientSettings.read(new SettingsReader(Map.of("GATEWAY_URL", foreign.url()))))) {
      assertThat(client.find("k")).isInstanceOf(GatewayReply.Unknown.class);
      assertThat(client.find("k")).isInstanceOf(GatewayReply.Unknown.class);
      assertThat(foreign.connections()).isEqualTo(2);
    }
  }
}
