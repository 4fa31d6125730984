package flashsalelab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths, heads and values that nobody sends by accident: a problem each, and never a 500. */
interface HostileRequestRows extends SystemUnderTest {
  private String sent(String line, String... fields) {
    return RawRequest.send(
        client().base(),
        line + "\r\n" + String.join("\r\n", fields) + (fields.length == 0 ? "" : "\r\n") + "\r\n");
  }

  private static void assertProblem(String answer, int status) {
    assertThat(answer).startsWith("HTTP/1.1 " + status);
    assertThat(answer)
        .containsIgnoringCase("Content-Type: application/problem+json")
        .contains("\"type\":\"/problems/", "\"title\":\"", "\"detail\":\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /api/products/%20           | 400
          /api/products/%C3%A9        | 400
          /api/products/a+b           | 400
          /api/products/a;b=c         | 400
          /api/products/a%00b         | 400
          /api/products/a%0D%0Ab      | 400
          /api/products/%FF           | 400
          /api/products/%ED%A0%80     | 400
          /api/products/%zz           | 400
          /api/products/%             | 400
          /api/products/a%2Fb         | 400
          /api/products/%2e%2e        | 400
          /api/products/%2e           | 400
          /api/products/a%5Cb         | 400
          /api/products/%u0041        | 400
          /api/orders/%20             | 404
          /api/orders/tee~%C3%A9      | 404
          /api/products//purchases    | 400
          //api/products              | 400
          /API/products               | 404
          /healthz/                   | 404
          /healthz/../metrics/x       | 404
          /healthz%20                 | 404
          """)
  default void path_thatIsOdd_isAProblem(String path, int status) {
    assertProblem(sent("GET " + path + " HTTP/1.1", "Host: test"), status);
  }

  @ParameterizedTest
  @CsvSource({
    "/api/products?",
    "/api/products?x=%",
    "/api/products?%ff=%zz",
    "/api/products?a=b&a=c;d#e"
  })
  default void query_thatIsOdd_isNotLookedAt(String target) {
    assertThat(sent("GET " + target + " HTTP/1.1", "Host: test"))
        .matches(answer -> RawRequest.status(answer) == 200 || RawRequest.status(answer) == 400);
  }

  @ParameterizedTest
  @CsvSource({"PATCH", "OPTIONS", "TRACE", "PROPFIND", "FOO", "get"})
  default void method_thatNobodyKnows_is405(String method) {
    assertProblem(sent(method + " /healthz HTTP/1.1", "Host: test"), 405);
  }

  /** A slash stands for the end of a line. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-None: 1",
        "Host: a/Host: b",
        "Host: a b",
        "Host: test/X-\u0001: 1",
        "Host: test/X : 1",
        "Host: test/Content-Length: x",
        "Host: test/Content-Length: -1",
        "Host: test/Content-Length: 99999999999999999999",
        "Host: test/Content-Length: 1/Content-Length: 2",
        "Host: test/Transfer-Encoding: nonsense"
      })
  default void head_thatIsMalformed_is400(String fields) {
    assertProblem(sent("GET /healthz HTTP/1.1", fields.split("/", -1)), 400);
  }

  @Test
  default void path_thatIsLongerThanAHead_is431OrToldSo() {
    String answer = sent("GET /api/products/" + "a".repeat(6_000) + " HTTP/1.1", "Host: test");
    assertThat(RawRequest.status(answer)).isIn(400, 414, 431);
    assertThat(answer).contains("\"type\":\"/problems/");
  }

  @Test
  default void key_thatIsNotAscii_is400NamingTheField() {
    String body = "{\"buyer\":\"ann\",\"quantity\":1}";
    String answer =
        sent(
            "POST /api/products/tee/purchases HTTP/1.1",
            "Host: test",
            "Content-Type: application/json",
            "Idempotency-Key: k\u00e9",
            "Content-Length: " + body.length(),
            "",
            body);
    assertProblem(answer, 400);
    assertThat(answer).contains("\"field\":\"Idempotency-Key\"");
  }
}
