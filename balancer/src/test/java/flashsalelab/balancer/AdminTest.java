package flashsalelab.balancer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Health, readiness, and metrics that equal what was sent. */
final class AdminTest {
  @Test
  void metrics_countEveryRequestOnce_andNothingElse() throws Exception {
    RecordingOrigin.Behaviour found =
        connection -> {
          while (!connection.readRequest().isEmpty()) {
            connection.write("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
          }
        };
    try (RecordingOrigin one = RecordingOrigin.answering(RecordingOrigin.OK);
        RecordingOrigin two = new RecordingOrigin(found);
        TestBalancer balancer =
            TestBalancer.before(
                Map.of(
                    "BALANCER_UPSTREAMS", one.name() + "*3," + two.name(), "BALANCER_THREADS", "2"),
                one,
                two)) {
      for (int c = 0; c < 4; c++) {
        try (RawClient client = balancer.client()) {
          for (int i = 0; i < 10; i++) {
            client.exchange("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbody");
          }
          client.exchange("GET / HTTP/1.1\r\n\r\n");
        }
      }
      balancer.admin("/readyz");

      assertThat(balancer.metric("balancer_info{algorithm=\"round-robin\"}")).isEqualTo(1);
      assertThat(balancer.metric("balancer_requests_total")).isEqualTo(44);
      assertThat(balancer.metric("balancer_responses_total{source=\"upstream\",status=\"2xx\"}"))
          .isEqualTo(30);
      assertThat(balancer.metric("balancer_responses_total{source=\"upstream\",status=\"4xx\"}"))
          .isEqualTo(10);
      assertThat(balancer.metric("balancer_responses_total{source=\"balancer\",status=\"4xx\"}"))
          .isEqualTo(4);
      assertThat(
              balancer.metric("balancer_upstream_requests_total{upstream=\"" + one.name() + "\"}"))
          .isEqualTo(30);
      assertThat(
              balancer.metric("balancer_upstream_requests_total{upstream=\"" + two.name() + "\"}"))
          .isEqualTo(10);
      assertThat(one.requests()).hasSize(30);
      assertThat(two.requests()).hasSize(10);
      await().until(() -> balancer.metric("balancer_client_connections") == 0);
      assertThat(balancer.metric("balancer_upstream_inflight{upstream=\"" + one.name() + "\"}"))
          .isZero();
    }
  }

  @Test
  void readiness_followsTheUpstreams_andHealthDoesNot() throws Exception {
    RecordingOrigin origin = RecordingOrigin.answering(RecordingOrigin.OK);
    try (TestBalancer balancer = TestBalancer.before(origin)) {
      assertThat(balancer.admin("/readyz").status()).isEqualTo(200);
      origin.close();

      assertThat(balancer.admin("/readyz").status()).isEqualTo(503);
      assertThat(balancer.admin("/healthz").status()).isEqualTo(200);
    }
  }

  @Test
  void otherPaths_areNotFound_andTheProxyHasNoAdminPaths() throws Exception {
    try (RecordingOrigin origin = RecordingOrigin.answering(RecordingOrigin.OK);
        TestBalancer balancer = TestBalancer.before(origin);
        RawClient client = balancer.client()) {
      assertThat(balancer.admin("/").status()).isEqualTo(404);
      assertThat(client.exchange("GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n").body())
          .isEqualTo("ok");
    }
  }

  @Test
  void consistentHash_keepsAKeyOnItsUpstream() throws Exception {
    try (RecordingOrigin one = RecordingOrigin.answering(RecordingOrigin.OK);
        RecordingOrigin two = RecordingOrigin.answering(RecordingOrigin.OK);
        TestBalancer balancer =
            TestBalancer.before(
                Map.of("BALANCER_ALGORITHM", "consistent-hash", "BALANCER_HASH_HEADER", "X-Key"),
                one,
                two);
        RawClient client = balancer.client()) {
      for (int key = 0; key < 32; key++) {
        for (int i = 0; i < 3; i++) {
          client.exchange("GET / HTTP/1.1\r\nHost: a\r\nx-key: %d\r\n\r\n".formatted(key));
        }
      }

      assertThat(one.requests().size() % 3).isZero();
      assertThat(one.requests().size() + two.requests().size()).isEqualTo(96);
      assertThat(one.requests()).isNotEmpty();
      assertThat(two.requests()).isNotEmpty();
      assertThat(one.requests()).doesNotContainAnyElementsOf(two.requests());
    }
  }
}
