package flashsalelab.balancer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a client is told when an upstream does not answer, and when a request may be tried again.
 */
final class UpstreamFailureTest {
  private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String POST = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbody";

  @Test
  void refusedConnection_isAnswered502_thenThe503OfASkippedUpstream() throws Exception {
    try (TestBalancer balancer = TestBalancer.before(Map.of("BALANCER_UPSTREAMS", closedPort()));
        RawClient client = balancer.client()) {
      RawClient.Response first = client.exchange(POST);
      RawClient.Response second = client.exchange(POST);

      // RFC 9110 15.6.3 and 15.6.4; the connection is kept, because the whole request was read
      assertThat(first.status()).isEqualTo(502);
      assertThat(first.body()).contains("/problems/bad-gateway", "No connection to 127.0.0.1:");
      assertThat(second.status()).isEqualTo(503);
      assertThat(second.field("retry-after")).isEqualTo("1");
      assertThat(second.body()).contains("/problems/upstream-unavailable");
    }
  }

  @Test
  void refusedConnection_isTriedOnAnotherUpstream_andThenSkipped() throws Exception {
    String closed = closedPort();
    try (RecordingOrigin origin = RecordingOrigin.answering(RecordingOrigin.OK);
        TestBalancer balancer =
            TestBalancer.before(
                Map.of(
                    "BALANCER_UPSTREAMS",
                    closed + "," + origin.name(),
                    "BALANCER_UPSTREAM_SKIP_MS",
                    "60000"));
        RawClient client = balancer.client()) {
      for (int i = 0; i < 10; i++) {
        assertThat(client.exchange(POST).status()).isEqualTo(200);
      }

      assertThat(origin.requests()).hasSize(10);
      String labels = "{reason=\"connect_refused\",upstream=\"" + closed + "\"}";
      assertThat(balancer.metric("balancer_upstream_failures_total" + labels)).isEqualTo(1);
    }
  }

  @Test
  void connectionClosedBeforeAResponse_isAnswered502_andNeverTriedAgain() throws Exception {
    // RFC 9110 9.2.2: a proxy must not retry a non-idempotent request
    try (RecordingOrigin first = new RecordingOrigin(RecordingOrigin.Connection::readRequest);
        RecordingOrigin second = RecordingOrigin.answering(RecordingOrigin.OK);
        TestBalancer balancer = TestBalancer.before(first, second);
        RawClient client = balancer.client()) {
      RawClient.Response response = client.exchange(POST);

      assertThat(response.status()).isEqualTo(502);
      assertThat(response.body())
          .contains(first.name() + " closed the connection before a response");
      assertThat(first.requests()).hasSize(1);
      assertThat(second.requests()).isEmpty();
    }
  }

  @Test
  void pooledConnectionThatWasClosed_isReplacedBeforeAnythingIsSent() throws Exception {
    RecordingOrigin.Behaviour oneRequestAConnection =
        connection -> {
          connection.readRequest();
          connection.write(RecordingOrigin.OK);
        };
    try (RecordingOrigin origin = new RecordingOrigin(oneRequestAConnection);
        TestBalancer balancer = TestBalancer.before(origin);
        RawClient client = balancer.client()) {
      for (int i = 1; i <= 5; i++) {
        assertThat(client.exchange(POST).status()).isEqualTo(200);
        String open = "balancer_upstream_connections{upstream=\"" + origin.name() + "\"}";
        await().until(() -> balancer.metric(open) == 0);
      }
      assertThat(origin.requests()).hasSize(5);
    }
  }

  @Test
  void badResponses_areAnswered502() throws Exception {
    List<String> responses =
        List.of(
            "nonsense\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", // RFC 9112 6.3
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", // RFC 9112 6.1
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n", // RFC 9110 7.8
            "HTTP/1.1 200 OK\r\nX-A: " + "b".repeat(20_000) + "\r\n\r\n");
    for (String response : responses) {
      try (RecordingOrigin origin = RecordingOrigin.answering(response);
          TestBalancer balancer = TestBalancer.before(origin);
          RawClient client = balancer.client()) {
        RawClient.Response answer = client.exchange(GET);

        assertThat(answer.status()).as(response).isEqualTo(502);
        assertThat(answer.body()).contains("cannot be forwarded");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nforged",
        "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n",
        "HTTP/1.1 200 OK\r\n",
        "HTTP/1",
        "x"
      })
  void bytesAfterAResponse_areNotTakenForTheNextOne(String stray) throws Exception {
    try (RecordingOrigin origin = RecordingOrigin.answering(RecordingOrigin.OK + stray);
        TestBalancer balancer = TestBalancer.before(origin);
        RawClient client = balancer.client()) {
      // RFC 9112 9.2: no request belongs to them
      for (int i = 0; i < 3; i++) {
        assertThat(client.exchange(GET).head())
            .isEqualTo("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n");
      }
      assertThat(origin.connections()).isEqualTo(3);
    }
  }

  @Test
  void bytesOnAnIdleConnection_areNotTakenForTheNextResponse() throws Exception {
    CountDownLatch send = new CountDownLatch(1);
    CountDownLatch sent = new CountDownLatch(1);
    RecordingOrigin.Behaviour strayBetween =
        connection -> {
          connection.readRequest();
          connection.write(RecordingOrigin.OK);
          awaitQuietly(send);
          connection.write("HTTP/1.1 200 OK\r\n");
          sent.countDown();
          connection.readRequest();
          connection.write(RecordingOrigin.OK);
        };
    try (RecordingOrigin origin = new RecordingOrigin(strayBetween);
        TestBalancer balancer = TestBalancer.before(origin);
        RawClient client = balancer.client()) {
      client.exchange(GET);
      send.countDown();
      awaitQuietly(sent);

      assertThat(client.exchange(GET).status()).isEqualTo(200);
      assertThat(origin.connections()).isEqualTo(2);
    }
  }

  @Test
  void noResponseInTime_isAnswered504() throws Exception {
    try (RecordingOrigin origin =
            new RecordingOrigin(connection -> {
              connection.readRequest();
              connection.in().read();
            });
        TestBalancer balancer =
            TestBalancer.before(Map.of("BALANCER_RESPONSE_TIMEOUT_MS", "100"), origin);
        RawClient client = balancer.client()) {
      RawClient.Response response = client.exchange(POST);

      // RFC 9110 15.6.5
      assertThat(response.status()).isEqualTo(504);
      assertThat(response.body())
          .contains("/problems/gateway-timeout", "did not respond within 100 ms");
      assertThat(origin.requests()).hasSize(1);
    }
  }

  @Test
  void slowHead_isAnswered408() throws Exception {
    try (RecordingOrigin origin = RecordingOrigin.answering(RecordingOrigin.OK);
        TestBalancer balancer =
            TestBalancer.before(Map.of("BALANCER_HEAD_TIMEOUT_MS", "100"), origin);
        RawClient client = balancer.client()) {
      client.send("GET / HTTP/1.1\r\nHos");

      // RFC 9110 15.5.9
      assertThat(client.response().status()).isEqualTo(408);
      assertThat(client.rest()).isEmpty();
    }
  }

  @Test
  void bodyThatStops_isAnswered408() throws Exception {
    try (RecordingOrigin origin = RecordingOrigin.answering(RecordingOrigin.OK);
        TestBalancer balancer =
            TestBalancer.before(Map.of("BALANCER_IDLE_TIMEOUT_MS", "100"), origin);
        RawClient client = balancer.client()) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nbody");

      assertThat(client.response().status()).isEqualTo(408);
      assertThat(origin.requests()).isEmpty();
    }
  }

  @Test
  void connections_areBounded_andWaitingRequestsServedInTurn() throws Exception {
    try (RecordingOrigin origin = RecordingOrigin.answering(RecordingOrigin.OK);
        TestBalancer balancer =
            TestBalancer.before(Map.of("BALANCER_MAX_CONNECTIONS_PER_UPSTREAM", "2"), origin)) {
      List<RawClient> clients = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        clients.add(balancer.client());
        clients.getLast().send(GET);
      }
      for (RawClient client : clients) {
        assertThat(client.response().status()).isEqualTo(200);
        client.close();
      }
      assertThat(origin.connections()).isBetween(1, 2);
    }
  }

  @Test
  void fullQueueAndLongWait_areAnswered503() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    try (RecordingOrigin origin = gated(release);
        TestBalancer balancer =
            TestBalancer.before(
                Map.of(
                    "BALANCER_MAX_CONNECTIONS_PER_UPSTREAM", "1",
                    "BALANCER_MAX_WAITING", "1",
                    "BALANCER_WAIT_TIMEOUT_MS", "300"),
                origin);
        RawClient served = balancer.client();
        RawClient waiting = balancer.client();
        RawClient refused = balancer.client()) {
      served.send(GET);
      await().until(() -> origin.requests().size() == 1);
      waiting.send(GET);
      await()
          .until(() ->
              balancer.metric("balancer_upstream_inflight{upstream=\"" + origin.name() + "\"}")
                  == 2);

      RawClient.Response full = refused.exchange(GET);
      assertThat(full.status()).isEqualTo(503);
      assertThat(full.body()).contains("1 requests wait for one");
      assertThat(full.field("retry-after")).isEqualTo("1");

      RawClient.Response late = waiting.response();
      assertThat(late.status()).isEqualTo(503);
      assertThat(late.body()).contains("became free within 300 ms");

      release.countDown();
      assertThat(served.response().status()).isEqualTo(200);
      assertThat(waiting.exchange(GET).status()).as("its connection was kept").isEqualTo(200);
    }
  }

  @Test
  void clientThatLeaves_freesItsPlace() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    try (RecordingOrigin origin = gated(release);
        TestBalancer balancer =
            TestBalancer.before(Map.of("BALANCER_MAX_CONNECTIONS_PER_UPSTREAM", "1"), origin)) {
      RawClient served = balancer.client();
      served.send(GET);
      await().until(() -> origin.requests().size() == 1);
      RawClient waiting = balancer.client();
      waiting.send(GET);
      String inFlight = "balancer_upstream_inflight{upstream=\"" + origin.name() + "\"}";
      await().until(() -> balancer.metric(inFlight) == 2);

      served.close();
      waiting.close();

      await().until(() -> balancer.metric(inFlight) == 0);
      release.countDown();
      try (RawClient next = balancer.client()) {
        assertThat(next.exchange(GET).status()).isEqualTo(200);
      }
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static RecordingOrigin gated(CountDownLatch release) {
    return new RecordingOrigin(connection -> {
      while (!connection.readRequest().isEmpty()) {
        try {
          release.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return;
        }
        connection.write(RecordingOrigin.OK);
      }
    });
  }

  private static String closedPort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return "127.0.0.1:" + socket.getLocalPort();
    }
  }
}
