package flashsalelab.balancer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Requests whose end, or whose addressee, two readers could see differently are refused, and
 * nothing of them is forwarded.
 */
final class RequestFramingTest {
  private static RecordingOrigin origin;
  private static TestBalancer balancer;

  @BeforeAll
  static void start() throws Exception {
    origin = RecordingOrigin.answering(RecordingOrigin.OK);
    balancer =
        TestBalancer.before(
            Map.of("BALANCER_MAX_HEAD_BYTES", "1024", "BALANCER_MAX_BODY_BYTES", "100"), origin);
  }

  @AfterAll
  static void stop() throws Exception {
    balancer.close();
    origin.close();
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        row(
            "RFC 9112 6.3: Content-Length with Transfer-Encoding",
            400,
            post("Content-Length: 5", "Transfer-Encoding: chunked")),
        row(
            "RFC 9112 6.3: Transfer-Encoding with Content-Length",
            400,
            post("Transfer-Encoding: chunked", "Content-Length: 5")),
        row(
            "RFC 9112 6.3: two differing Content-Lengths",
            400,
            post("Content-Length: 5", "Content-Length: 6")),
        row(
            "RFC 9110 8.6: two equal Content-Lengths",
            400,
            post("Content-Length: 5", "Content-Length: 5")),
        row("RFC 9110 8.6: Content-Length list", 400, post("Content-Length: 5, 5")),
        row("RFC 9110 8.6: Content-Length with sign", 400, post("Content-Length: +5")),
        row("RFC 9110 8.6: negative Content-Length", 400, post("Content-Length: -5")),
        row(
            "RFC 9110 8.6: Content-Length too long for a number",
            400,
            post("Content-Length: 99999999999999999999")),
        row("RFC 9110 8.6: empty Content-Length", 400, post("Content-Length:")),
        row("RFC 9112 6.3: last coding not chunked", 400, post("Transfer-Encoding: xchunked")),
        row("RFC 9112 6.3: chunked not last", 400, post("Transfer-Encoding: chunked, gzip")),
        row(
            "RFC 9112 6.1: chunked twice",
            400,
            post("Transfer-Encoding: chunked", "Transfer-Encoding: chunked")),
        row(
            "RFC 9112 6.3: vertical tab before chunked",
            400,
            post("Transfer-Encoding: \u000bchunked")),
        row("RFC 9112 6.1: a coding not understood", 501, post("Transfer-Encoding: gzip, chunked")),
        row(
            "RFC 9112 6.1: Transfer-Encoding in HTTP/1.0",
            400,
            "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n"),
        row("RFC 9112 5.2: obs-fold", 400, get("Host: a", "X-A: b", " c")),
        row("RFC 9112 5.1: space before the colon", 400, get("Host: a", "X-A : b")),
        row("RFC 9112 5.1: line without a colon", 400, get("Host: a", "X-A")),
        row("RFC 9112 5: empty name", 400, get("Host: a", ": b")),
        row("RFC 9110 5.5: NUL in a value", 400, get("Host: a", "X-A: b\u0000c")),
        row("RFC 9112 2.2: bare CR in a value", 400, get("Host: a", "X-A: b\rc")),
        row("RFC 9112 2.2: bare LF ends a line", 400, "GET / HTTP/1.1\r\nHost: a\nX-A: b\r\n\r\n"),
        row("RFC 9112 2.2: bare LF everywhere", 400, "GET / HTTP/1.1\nHost: a\n\n"),
        row("RFC 9112 2.2: white space before the first field", 400, get(" Host: a")),
        row("RFC 9112 3.2: no Host", 400, get("X-A: b")),
        row("RFC 9112 3.2: two Hosts", 400, get("Host: a", "Host: a")),
        row("RFC 9112 3.2: Host with a path", 400, get("Host: a/b")),
        row("RFC 9112 3.2: Host list", 400, get("Host: a b")),
        row("RFC 9112 3: two spaces", 400, "GET  / HTTP/1.1\r\nHost: a\r\n\r\n"),
        row("RFC 9112 3: no version", 400, "GET /\r\nHost: a\r\n\r\n"),
        row("RFC 9112 3: tab as separator", 400, "GET\t/ HTTP/1.1\r\nHost: a\r\n\r\n"),
        row("RFC 9112 2.3: lower-case version", 400, "GET / http/1.1\r\nHost: a\r\n\r\n"),
        row("RFC 9112 3.2: space in the target", 400, "GET /a b HTTP/1.1\r\nHost: a\r\n\r\n"),
        row("RFC 9112 3.2: target neither path nor URI", 400, "GET a HTTP/1.1\r\nHost: a\r\n\r\n"),
        row("RFC 9112 3.2.4: asterisk without OPTIONS", 400, "GET * HTTP/1.1\r\nHost: a\r\n\r\n"),
        row("RFC 9112 3.2: fragment in the target", 400, "GET /#a HTTP/1.1\r\nHost: a\r\n\r\n"),
        row("RFC 9110 9.3.6: CONNECT", 501, "CONNECT a:80 HTTP/1.1\r\nHost: a:80\r\n\r\n"),
        row("RFC 9110 15.6.6: HTTP/2 preface", 505, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
        row("RFC 6585 5: head too large", 431, get("Host: a", "X-A: " + "b".repeat(2_000))),
        row(
            "RFC 9112 3: request line too long",
            414,
            "GET /" + "a".repeat(2_000) + " HTTP/1.1\r\nHost: a\r\n\r\n"),
        row("RFC 9110 15.5.14: body too large", 413, post("Content-Length: 101")));
  }

  private static Arguments row(String rule, int status, String request) {
    return Arguments.of(rule, status, request);
  }

  private static String get(String... fields) {
    return "GET / HTTP/1.1\r\n" + String.join("\r\n", fields) + "\r\n\r\n";
  }

  private static String post(String... fields) {
    return "POST / HTTP/1.1\r\nHost: a\r\n" + String.join("\r\n", fields) + "\r\n\r\n0\r\n\r\n";
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void badHead_isAnsweredAndClosed_andNothingIsForwarded(String rule, int status, String request)
      throws Exception {
    int before = origin.requests().size();
    try (RawClient client = balancer.client()) {
      client.send(request + "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n");
      RawClient.Response response = client.response();

      assertThat(response.status()).isEqualTo(status);
      assertThat(response.field("content-type")).isEqualTo("application/problem+json");
      assertThat(response.field("connection")).isEqualTo("close");
      assertThat(response.body())
          .contains("\"type\":\"/problems/", "\"status\":" + status, "\"detail\":\"");
      assertThat(client.rest()).as("nothing after the refusal").isEmpty();
    }
    assertThat(origin.requests()).hasSize(before);
  }

  static Stream<Arguments> badChunks() {
    return Stream.of(
        Arguments.of("RFC 9112 7.1: sign before a chunk-size", "+5\r\nhello\r\n0\r\n\r\n"),
        Arguments.of("RFC 9112 7.1: minus before a chunk-size", "-5\r\nhello\r\n0\r\n\r\n"),
        Arguments.of("RFC 9112 7.1: space before a chunk-size", " 5\r\nhello\r\n0\r\n\r\n"),
        Arguments.of("RFC 9112 7.1: space after a chunk-size", "5 \r\nhello\r\n0\r\n\r\n"),
        Arguments.of("RFC 9112 7.1: 0x before a chunk-size", "0x5\r\nhello\r\n0\r\n\r\n"),
        Arguments.of(
            "RFC 9112 7.1: chunk-size overflow", "FFFFFFFFFFFFFFFFF\r\nhello\r\n0\r\n\r\n"),
        Arguments.of("RFC 9112 7.1: no chunk-size", "\r\nhello\r\n0\r\n\r\n"),
        Arguments.of("RFC 9112 2.2: chunk-size ended by bare LF", "5\nhello\r\n0\r\n\r\n"),
        Arguments.of("RFC 9112 7.1: data longer than the chunk-size", "4\r\nhello\r\n0\r\n\r\n"),
        Arguments.of("RFC 9112 7.1.1: bare LF in an extension", "5;a=\nb\r\nhello\r\n0\r\n\r\n"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badChunks")
  void badChunk_isAnswered400_andNoWholeRequestArrives(String rule, String body) throws Exception {
    int before = origin.requests().size();
    try (RawClient client = balancer.client()) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + body);

      assertThat(client.response().status()).isEqualTo(400);
      assertThat(client.rest()).isEmpty();
    }
    assertThat(origin.requests()).hasSize(before);
  }

  @Test
  void chunkedBody_longerThanAllowed_isAnswered413() throws Exception {
    try (RawClient client = balancer.client()) {
      client.send(
          "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n65\r\n"
              + "a".repeat(0x65)
              + "\r\n");

      assertThat(client.response().status()).as("RFC 9110 15.5.14").isEqualTo(413);
    }
  }

  @Test
  void emptyLines_beforeARequest_areIgnored() throws Exception {
    try (RawClient client = balancer.client()) {
      assertThat(client.exchange("\r\n\r\n" + get("Host: a")).status())
          .as("RFC 9112 2.2")
          .isEqualTo(200);
    }
  }

  @Test
  void head_inSingleBytes_isForwarded() throws Exception {
    try (RawClient client = balancer.client()) {
      for (char c : ("\r\n" + get("Host: a", "X-A: b")).toCharArray()) {
        client.send(String.valueOf(c));
      }
      assertThat(client.response().status()).isEqualTo(200);
    }
  }
}
