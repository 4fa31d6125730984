package flashsalelab.balancer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What an upstream and a client get to see of each other's messages, byte for byte. */
final class ForwardedBytesTest {
  @Test
  void request_arrivesWithForwardingFields_andUnchangedOtherwise() throws Exception {
    String seen =
        seenByOrigin(
            "POST /a?b=%20c HTTP/1.1\r\nHost: shop.example\r\nX-A: b, c\r\nContent-Length: 4\r\n\r\nbody");

    // RFC 9110 7.6.3 (Via); RFC 9112 3.2 (Host is forwarded as it came)
    assertThat(seen)
        .isEqualTo(
            crlf(
                """
                POST /a?b=%20c HTTP/1.1
                Host: shop.example
                X-A: b, c
                Content-Length: 4
                x-forwarded-for: 127.0.0.1
                via: 1.1 flash-sale-balancer
                x-forwarded-proto: http
                x-forwarded-host: shop.example

                body\
                """));
  }

  @Test
  void request_loosesHopByHopAndNominatedFields() throws Exception {
    String seen =
        seenByOrigin(
            crlf(
                """
                GET / HTTP/1.1
                Host: a
                Connection: keep-alive, X-Secret, Content-Length, Host
                Keep-Alive: timeout=5
                Proxy-Connection: keep-alive
                TE: trailers
                Upgrade: h2c
                X-Secret: one
                Content-Length: 0
                X-Kept: two

                """));

    // RFC 9110 7.6.1; Content-Length and Host cannot be nominated away
    assertThat(seen)
        .contains("\r\nX-Kept: two\r\n", "\r\nContent-Length: 0\r\n", "\r\nHost: a\r\n")
        .doesNotContainIgnoringCase(
            "X-Secret", "Keep-Alive", "Proxy-Connection", "TE:", "Upgrade", "\r\nConnection");
  }

  @Test
  void forwardingFields_ofEarlierProxies_areContinued() throws Exception {
    String seen =
        seenByOrigin(
            crlf(
                """
                GET / HTTP/1.1
                Host: a
                X-Forwarded-For: 10.0.0.1
                X-Forwarded-For: 10.0.0.2
                Via: 1.0 fred
                X-Forwarded-Proto: https

                """));

    assertThat(seen)
        .contains(
            "x-forwarded-for: 10.0.0.1, 10.0.0.2, 127.0.0.1\r\n",
            "via: 1.0 fred, 1.1 flash-sale-balancer\r\n")
        .contains("x-forwarded-proto: http\r\n")
        .doesNotContain("https");
  }

  @Test
  void chunkedRequest_arrivesChunked_withoutExtensionsAndTrailers() throws Exception {
    String seen =
        seenByOrigin(
            crlf(
                """
                POST / HTTP/1.1
                Host: a
                Transfer-Encoding: chunked
                Trailer: X-T

                3;x=y
                abc
                2
                de
                0
                X-T: v

                """));

    // RFC 9112 7.1.1 (a recipient ignores extensions) and 7.1.2 (may discard trailers)
    assertThat(seen)
        .contains("transfer-encoding: chunked\r\n")
        .endsWith("\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
    assertThat(seen).doesNotContain("X-T", "x=y");
  }

  @Test
  void absoluteTarget_replacesHost_andArrivesAsPath() throws Exception {
    String seen =
        seenByOrigin("GET http://shop.example:81?a=b HTTP/1.1\r\nHost: other.example\r\n\r\n");

    // RFC 9112 3.2.2
    assertThat(seen)
        .startsWith("GET /?a=b HTTP/1.1\r\n")
        .contains("host: shop.example:81\r\n")
        .doesNotContain("other");
  }

  @Test
  void oldRequestWithoutHost_getsTheUpstreamsName() throws Exception {
    try (RecordingOrigin origin = RecordingOrigin.answering(RecordingOrigin.OK);
        TestBalancer balancer = TestBalancer.before(origin);
        RawClient client = balancer.client()) {
      client.send("GET / HTTP/1.0\r\n\r\n");

      // RFC 9112 3.2 (Host towards a 1.1 server) and 9.3 (HTTP/1.0 closes by default)
      assertThat(client.response().field("connection")).isEqualTo("close");
      assertThat(client.rest()).isEmpty();
      assertThat(origin.requests().getFirst())
          .startsWith("GET / HTTP/1.1\r\n")
          .contains("host: " + origin.name() + "\r\n", "via: 1.0 flash-sale-balancer");
    }
  }

  @Test
  void response_loosesHopByHopAndNominatedFields() throws Exception {
    String response =
        "HTTP/1.1 201 Made\r\nConnection: X-Secret\r\nX-Secret: a\r\nKeep-Alive: b\r\nX-Kept: c\r\nContent-Length: 0\r\n\r\n";

    // RFC 9110 7.6.1
    assertThat(seenByClient("GET / HTTP/1.1\r\nHost: a\r\n\r\n", response, true).head())
        .isEqualTo("HTTP/1.1 201 Made\r\nX-Kept: c\r\nContent-Length: 0\r\n\r\n");
  }

  @Test
  void chunkedResponse_reachesNewClientsChunked_andOldOnesByClose() throws Exception {
    String response =
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nX-T: v\r\n\r\n";

    RawClient.Response toNew = seenByClient("GET / HTTP/1.1\r\nHost: a\r\n\r\n", response, true);
    assertThat(toNew.field("transfer-encoding")).isEqualTo("chunked");
    assertThat(toNew.body()).isEqualTo("abc");

    // RFC 9112 6.1: no Transfer-Encoding to a client of HTTP/1.0
    RawClient.Response toOld =
        seenByClient("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", response, true);
    assertThat(toOld.field("transfer-encoding")).isEmpty();
    assertThat(toOld.field("connection")).isEqualTo("close");
    assertThat(toOld.body()).isEqualTo("abc");
  }

  @Test
  void responseEndedByClose_reachesTheClientChunked() throws Exception {
    try (RecordingOrigin origin =
            new RecordingOrigin(connection -> {
              connection.readRequest();
              connection.write("HTTP/1.0 200 OK\r\n\r\nabc");
            });
        TestBalancer balancer = TestBalancer.before(origin);
        RawClient client = balancer.client()) {
      // RFC 9112 6.3, rule 8; the client's connection stays usable
      assertThat(client.exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n").body()).isEqualTo("abc");
      assertThat(client.exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n").body()).isEqualTo("abc");
    }
  }

  @Test
  void responsesWithoutBody_keepTheirLength_andTheConnection() throws Exception {
    // RFC 9112 6.3, rule 1
    String headResponse = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n";
    assertThat(
            seenByClient("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n", headResponse, false)
                .field("content-length"))
        .isEqualTo("1000");
    for (String status : List.of("204 No Content", "304 Not Modified")) {
      String response = "HTTP/1.1 " + status + "\r\nETag: \"a\"\r\n\r\n";
      assertThat(
              seenByClient("GET / HTTP/1.1\r\nHost: a\r\n\r\n", response, true)
                  .field("transfer-encoding"))
          .isEmpty();
    }
  }

  @Test
  void interimResponses_areForwarded_andExpectIsPassedOn() throws Exception {
    try (RecordingOrigin origin =
            new RecordingOrigin(connection -> {
              String head = connection.readHead();
              assertThat(head).contains("Expect: 100-continue");
              connection.write("HTTP/1.1 100 Continue\r\n\r\n");
              connection.in().readNBytes(4);
              connection.write(
                  "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + RecordingOrigin.OK);
            });
        TestBalancer balancer = TestBalancer.before(origin);
        RawClient client = balancer.client()) {
      client.send(
          "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");

      // RFC 9110 10.1.1 and 15.2
      assertThat(client.response().status()).isEqualTo(100);
      client.send("body");
      assertThat(client.response().head()).contains("103", "Link: </a>");
      assertThat(client.response().body()).isEqualTo("ok");
    }
  }

  private static String crlf(String text) {
    return text.replace("\n", "\r\n");
  }

  /** Sends the request twice on one connection, to see that it ended where it should. */
  private static RawClient.Response seenByClient(String request, String response, boolean hasBody)
      throws Exception {
    try (RecordingOrigin origin = RecordingOrigin.answering(response);
        TestBalancer balancer = TestBalancer.before(origin);
        RawClient client = balancer.client()) {
      client.send(request);
      RawClient.Response first = client.response(hasBody);
      if (first.field("connection").isEmpty()) {
        client.send(request);
        assertThat(client.response(hasBody)).isEqualTo(first);
        assertThat(origin.connections()).as("the upstream connection is reused").isEqualTo(1);
      }
      return first;
    }
  }

  private static String seenByOrigin(String request) throws Exception {
    try (RecordingOrigin origin = RecordingOrigin.answering(RecordingOrigin.OK);
        TestBalancer balancer = TestBalancer.before(origin);
        RawClient client = balancer.client()) {
      assertThat(client.exchange(request).status()).isEqualTo(200);
      assertThat(client.exchange(request).status()).as("keep-alive").isEqualTo(200);
      return origin.requests().getFirst();
    }
  }
}
