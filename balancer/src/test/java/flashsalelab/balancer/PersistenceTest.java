package flashsalelab.balancer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that carry more than one request. */
final class PersistenceTest {
  private static final RecordingOrigin.Behaviour ECHO_TARGET =
      connection -> {
        for (String head = connection.readRequest();
            !head.isEmpty();
            head = connection.readRequest()) {
          String target = head.split(" ", 3)[1];
          connection.write(
              "HTTP/1.1 200 OK\r\nContent-Length: " + target.length() + "\r\n\r\n" + target);
        }
      };

  @ParameterizedTest
  @ValueSource(strings = {"epoll", "nio"})
  void pipelinedRequests_areAnsweredInOrder_oneAtATime(String transport) throws Exception {
    try (RecordingOrigin one = new RecordingOrigin(ECHO_TARGET);
        RecordingOrigin two = new RecordingOrigin(ECHO_TARGET);
        TestBalancer balancer =
            TestBalancer.before(Map.of("BALANCER_TRANSPORT", transportOrNio(transport)), one, two);
        RawClient client = balancer.client()) {
      StringBuilder requests = new StringBuilder();
      IntStream.range(0, 200)
          .forEach(i ->
              requests
                  .append(
                      "POST /%d HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc".formatted(i))
                  .append("GET /get-%d HTTP/1.1\r\nHost: a\r\n\r\n".formatted(i)));
      client.send(requests.toString());

      // RFC 9112 9.3.2
      for (int i = 0; i < 200; i++) {
        assertThat(client.response().body()).isEqualTo("/" + i);
        assertThat(client.response().body()).isEqualTo("/get-" + i);
      }
      assertThat(one.requests().size()).isEqualTo(two.requests().size()).isEqualTo(200);
      assertThat(one.connections() + two.connections()).isEqualTo(2);
    }
  }

  private static String transportOrNio(String transport) {
    boolean linux = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux");
    return linux ? transport : "nio";
  }

  @Test
  void connectionClose_isObeyed_andPipelinedRequestsAfterItAreNotAnswered() throws Exception {
    try (RecordingOrigin origin = new RecordingOrigin(ECHO_TARGET);
        TestBalancer balancer = TestBalancer.before(origin);
        RawClient client = balancer.client()) {
      client.send(
          "GET /a HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\nGET /b HTTP/1.1\r\nHost: a\r\n\r\n");

      // RFC 9112 9.6
      assertThat(client.response().field("connection")).isEqualTo("close");
      assertThat(client.rest()).isEmpty();
      assertThat(origin.requests()).hasSize(1);
    }
  }

  @Test
  void oldClient_mayKeepItsConnection() throws Exception {
    try (RecordingOrigin origin = new RecordingOrigin(ECHO_TARGET);
        TestBalancer balancer = TestBalancer.before(origin);
        RawClient client = balancer.client()) {
      String request = "GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n";

      // RFC 9112 9.3
      assertThat(client.exchange(request).field("connection")).isEqualTo("keep-alive");
      assertThat(client.exchange(request).body()).isEqualTo("/a");
    }
  }

  @Test
  void earlyResponse_reachesTheClient_andBothConnectionsEnd() throws Exception {
    try (RecordingOrigin origin =
            new RecordingOrigin(connection -> {
              connection.readHead();
              connection.write("HTTP/1.1 413 No\r\nContent-Length: 2\r\n\r\nno");
              connection.in().transferTo(java.io.OutputStream.nullOutputStream());
            });
        TestBalancer balancer = TestBalancer.before(origin);
        RawClient client = balancer.client()) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\nabc");
      RawClient.Response response = client.response();

      // RFC 9112 9.5: the rest of the request is not waited for
      assertThat(response.status()).isEqualTo(413);
      assertThat(response.field("connection")).isEqualTo("close");
      assertThat(client.rest()).isEmpty();
    }
  }
}
