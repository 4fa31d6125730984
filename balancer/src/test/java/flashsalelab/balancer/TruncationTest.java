package flashsalelab.balancer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.net.SocketException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A response that its upstream did not finish must not look finished to the client (RFC 9112
 * section 8).
 */
final class TruncationTest {
  private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

  @Test
  void upstreamCloses_insideAMeasuredBody_clientSeesTheEndEarly() throws Exception {
    try (RecordingOrigin origin = dyingAfter("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc");
        TestBalancer balancer = TestBalancer.before(origin);
        RawClient client = balancer.client()) {
      client.send(GET);

      assertThat(client.head()).startsWith("HTTP/1.1 200 OK");
      assertThat(client.rest()).isEqualTo("abc");
      String labels = "{reason=\"truncated_response\",upstream=\"" + origin.name() + "\"}";
      assertThat(balancer.metric("balancer_upstream_failures_total" + labels)).isEqualTo(1);
    }
  }

  @Test
  void upstreamCloses_insideAChunkedBody_clientSeesNoLastChunk() throws Exception {
    try (RecordingOrigin origin =
            dyingAfter("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
        TestBalancer balancer = TestBalancer.before(origin);
        RawClient client = balancer.client()) {
      client.send(GET);

      assertThatThrownBy(client::response).isInstanceOf(EOFException.class);
    }
  }

  @Test
  void malformedChunk_clientSeesNoLastChunk() throws Exception {
    String response =
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nxyz\r\n0\r\n\r\n";
    try (RecordingOrigin origin = RecordingOrigin.answering(response);
        TestBalancer balancer = TestBalancer.before(origin);
        RawClient client = balancer.client()) {
      client.send(GET);

      assertThatThrownBy(client::response).isInstanceOf(EOFException.class);
    }
  }

  @Test
  void upstreamCloses_whereTheClientsBodyEndsWithTheConnection_clientSeesAReset() throws Exception {
    try (RecordingOrigin origin =
            dyingAfter("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
        TestBalancer balancer = TestBalancer.before(origin);
        RawClient client = balancer.client()) {
      client.send("GET / HTTP/1.0\r\nHost: a\r\n\r\n");

      assertThatThrownBy(client::response)
          .isInstanceOf(SocketException.class)
          .hasMessageContaining("reset");
    }
  }

  @Test
  void upstreamFallsSilent_insideABody_clientSeesTheEndEarly() throws Exception {
    try (RecordingOrigin origin =
            new RecordingOrigin(connection -> {
              connection.readRequest();
              connection.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc");
              connection.in().read();
            });
        TestBalancer balancer =
            TestBalancer.before(Map.of("BALANCER_IDLE_TIMEOUT_MS", "150"), origin);
        RawClient client = balancer.client()) {
      client.send(GET);

      assertThatThrownBy(client::response).isInstanceOf(EOFException.class);
    }
  }

  private static RecordingOrigin dyingAfter(String bytes) {
    return new RecordingOrigin(connection -> {
      connection.readRequest();
      connection.write(bytes);
    });
  }
}
