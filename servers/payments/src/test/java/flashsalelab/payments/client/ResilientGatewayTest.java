package flashsalelab.payments.client;

import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.payments.fake.FakeGateway;
import flashsalelab.payments.fake.Steps;
import flashsalelab.sale.settings.SettingsReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class ResilientGatewayTest {
  private static final GatewayReply<ChargeStanding> LOST = new GatewayReply.Unknown<>("lost");
  private static final GatewayReply<ChargeStanding> CAPTURED =
      new GatewayReply.Answered<>(ChargeStanding.CAPTURED);

  private final FakeGateway fake = new FakeGateway(new Steps());
  private final List<String> heard = new ArrayList<>();

  private ResilientGateway gateway(int retries, int circuitCalls, int circuitPauseMillis) {
    ClientSettings settings =
        ClientSettings.read(
            new SettingsReader(
                Map.of(
                    "GATEWAY_RETRIES", Integer.toString(retries),
                    "GATEWAY_RETRY_DELAY_MS", "10",
                    "GATEWAY_CIRCUIT_CALLS", Integer.toString(circuitCalls),
                    "GATEWAY_CIRCUIT_PAUSE_MS", Integer.toString(circuitPauseMillis))));
    return new ResilientGateway(
        fake, settings, (call, reply, took) -> heard.add(call + " " + took.isNegative()));
  }

  @Test
  void charge_answerLost_isAskedAgainUntilThereIsOne() {
    fake.lose(LOST);
    fake.lose(LOST);
    assertThat(gateway(2, 100, 1_000).charge("k", "o", 5)).isEqualTo(CAPTURED);
    assertThat(fake.calls()).containsExactly("charge", "charge", "charge");
    assertThat(heard).containsExactly("charge false", "charge false", "charge false");
  }

  @Test
  void charge_answersLostToTheLastRetry_isUnknown() {
    for (int i = 0; i < 3; i++) {
      fake.lose(LOST);
    }
    assertThat(gateway(2, 100, 1_000).charge("k", "o", 5)).isEqualTo(LOST);
    assertThat(fake.calls()).hasSize(3);
  }

  @Test
  void charge_answered_isNotAskedAgain() {
    fake.decline();
    assertThat(gateway(2, 100, 1_000).charge("k", "o", 5))
        .isEqualTo(new GatewayReply.Answered<>(ChargeStanding.DECLINED));
    fake.lose(new GatewayReply.Refused<>("no"));
    assertThat(gateway(2, 100, 1_000).charge("k", "o", 5))
        .isEqualTo(new GatewayReply.Refused<>("no"));
    assertThat(fake.calls()).hasSize(2);
  }

  @Test
  void circuit_halfOfTheCallsFail_opensAndAsksNoMore() {
    ResilientGateway gateway = gateway(0, 4, 60_000);
    for (int i = 0; i < 2; i++) {
      gateway.find("k");
      fake.lose(LOST);
      gateway.find("k");
    }
    assertThat(gateway.answers()).isFalse();
    assertThat(gateway.charge("k", "o", 5)).isEqualTo(new GatewayReply.NotAsked<>());
    gateway.probe();
    assertThat(fake.calls()).hasSize(4);
  }

  @Test
  void circuit_gatewayComesBack_isClosedByProbes() {
    ResilientGateway gateway = gateway(0, 4, 200);
    fake.away(true);
    for (int i = 0; i < 4; i++) {
      gateway.find("k");
    }
    assertThat(gateway.answers()).isFalse();
    Awaitility.await()
        .pollInterval(Duration.ofMillis(20))
        .until(() -> {
          gateway.probe();
          return fake.calls().contains("ledger");
        });
    assertThat(gateway.answers()).isFalse();
    fake.away(false);
    Awaitility.await()
        .pollInterval(Duration.ofMillis(20))
        .until(() -> {
          gateway.probe();
          return gateway.answers();
        });
    assertThat(gateway.charge("k", "o", 5)).isEqualTo(CAPTURED);
  }
}
