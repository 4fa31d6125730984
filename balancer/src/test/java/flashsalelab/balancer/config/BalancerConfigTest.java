package flashsalelab.balancer.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flashsalelab.balancer.selection.Algorithm;
import flashsalelab.balancer.upstream.UpstreamAddress;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BalancerConfigTest {
  @Test
  void upstreamsAlone_areEnough() throws Exception {
    BalancerConfig config =
        BalancerConfig.from(Map.of("BALANCER_UPSTREAMS", "a:80,[::1]:81*3, 10.0.0.1:65535"));

    assertThat(config.upstreams())
        .containsExactly(
            new UpstreamAddress("a", 80, 1),
            new UpstreamAddress("::1", 81, 3),
            new UpstreamAddress("10.0.0.1", 65_535, 1));
    assertThat(config.proxy()).hasToString("127.0.0.1:8080");
    assertThat(config.admin()).hasToString("127.0.0.1:9090");
    assertThat(config.selection().algorithm()).isEqualTo(Algorithm.ROUND_ROBIN);
    assertThat(config.selection().hashHeader()).isEqualTo("Idempotency-Key");
    assertThat(config.pool().maxConnections()).isEqualTo(512);
    assertThat(config.threads()).isEqualTo(Runtime.getRuntime().availableProcessors());
  }

  @Test
  void variables_areRead() throws Exception {
    BalancerConfig config =
        BalancerConfig.from(
            Map.of(
                "BALANCER_UPSTREAMS", "a:80",
                "BALANCER_ALGORITHM", "consistent-hash",
                "BALANCER_HASH_HEADER", "X-Buyer",
                "BALANCER_HASH_LOAD_FACTOR", "2",
                "BALANCER_RESPONSE_TIMEOUT_MS", "250",
                "BALANCER_TRANSPORT", "nio"));

    assertThat(config.selection().algorithm()).isEqualTo(Algorithm.CONSISTENT_HASH);
    assertThat(config.selection().hashHeader()).isEqualTo("X-Buyer");
    assertThat(config.selection().loadFactor()).isEqualTo(2);
    assertThat(config.forward().responseTimeout()).isEqualTo(Duration.ofMillis(250));
    assertThat(config.transport()).isEqualTo(TransportChoice.NIO);
  }

  @Test
  void problems_areReportedAllAtOnce_withNameValueAndWhatIsAllowed() {
    Map<String, String> environment =
        Map.of(
            "BALANCER_UPSTREAMS", "a:80,b",
            "BALANCER_PORT", "70000",
            "BALANCER_ALGORITHM", "random",
            "BALANCER_HASH_LOAD_FACTOR", "0.5",
            "BALANCER_HASH_HEADER", "a b",
            "BALANCER_THREADS", "2",
            "BALANCER_MAX_CONNECTIONS_PER_UPSTREAM", "1",
            "LOG_FORMAT", "xml");

    assertThatThrownBy(() -> BalancerConfig.from(environment))
        .isInstanceOfSatisfying(
            InvalidConfiguration.class,
            invalid ->
                assertThat(invalid.problems())
                    .anySatisfy(p ->
                        assertThat(p)
                            .startsWith("BALANCER_UPSTREAMS=a:80,b is not valid: 'b' should"))
                    .contains(
                        "BALANCER_PORT=70000 is not valid: a whole number from 0 to 65535",
                        "BALANCER_ALGORITHM=random is not valid: one of round-robin, least-connections, consistent-hash",
                        "BALANCER_HASH_LOAD_FACTOR=0.5 is not valid: a number from 1.0 to 1000.0",
                        "BALANCER_MAX_CONNECTIONS_PER_UPSTREAM=1 is not valid: a whole number from 2 to 1000000",
                        "LOG_FORMAT=xml is not valid: one of text, json")
                    .hasSize(7));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "a:0",
        "a:65536",
        "a:80*0",
        "a:80*1001",
        "a:80,",
        "a:80,a:80",
        "http://a:80",
        "a:80;b:80"
      })
  void malformedUpstreams_areRefused(String upstreams) {
    assertThatThrownBy(() -> BalancerConfig.from(Map.of("BALANCER_UPSTREAMS", upstreams)))
        .isInstanceOf(InvalidConfiguration.class)
        .hasMessageStartingWith("BALANCER_UPSTREAMS");
  }

  @Test
  void pool_isDividedOverLoops_withoutLoss() throws Exception {
    BalancerConfig config =
        BalancerConfig.from(
            Map.of("BALANCER_UPSTREAMS", "a:80", "BALANCER_MAX_CONNECTIONS_PER_UPSTREAM", "10"));

    assertThat(IntStream.range(0, 4).map(i -> config.pool().shareOf(i, 4).maxConnections()))
        .containsExactly(3, 3, 2, 2);
  }
}
