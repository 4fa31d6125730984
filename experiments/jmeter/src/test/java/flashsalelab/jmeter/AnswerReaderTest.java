package flashsalelab.jmeter;

import static flashsalelab.results.load.ClientOutcome.BAD_GATEWAY;
import static flashsalelab.results.load.ClientOutcome.CLIENT_ERROR;
import static flashsalelab.results.load.ClientOutcome.GATEWAY_TIMEOUT;
import static flashsalelab.results.load.ClientOutcome.LIMIT_REACHED;
import static flashsalelab.results.load.ClientOutcome.QUEUED;
import static flashsalelab.results.load.ClientOutcome.RATE_LIMITED;
import static flashsalelab.results.load.ClientOutcome.RESERVED;
import static flashsalelab.results.load.ClientOutcome.SALE_CLOSED;
import static flashsalelab.results.load.ClientOutcome.SALE_NOT_OPEN;
import static flashsalelab.results.load.ClientOutcome.SERVER_ERROR;
import static flashsalelab.results.load.ClientOutcome.SOLD_OUT;
import static flashsalelab.results.load.ClientOutcome.UNAVAILABLE;
import static flashsalelab.results.load.ClientOutcome.UNEXPECTED;
import static flashsalelab.results.load.ClientOutcome.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import flashsalelab.results.load.ClientOutcome;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class AnswerReaderTest {
  private static final String HEADERS = "HTTP/1.1 200 OK\nContent-Type: application/json\n";

  static Stream<Arguments> answers() {
    return Stream.of(
        arguments(201, "{\"outcome\":\"reserved\",\"order\":\"o-1\"}", RESERVED, "o-1"),
        arguments(201, "{ \"order\" : \"o-1\",\n \"outcome\" : \"reserved\" }", RESERVED, "o-1"),
        arguments(201, "{\"outcome\":\"reserved\"}", UNEXPECTED, ""),
        arguments(201, "{\"outcome\":\"reserved\",\"order\":\"a,b\"}", UNEXPECTED, ""),
        arguments(201, "{\"outcome\":\"sold_out\",\"order\":\"o-1\"}", UNEXPECTED, "o-1"),
        arguments(201, "", UNEXPECTED, ""),
        arguments(202, "{\"outcome\":\"queued\",\"order\":\"o-2\"}", QUEUED, "o-2"),
        arguments(202, "{\"outcome\":\"unknown\",\"order\":\"o-3\"}", UNKNOWN, "o-3"),
        arguments(202, "{\"order\":\"o-3\"}", UNEXPECTED, "o-3"),
        arguments(202, "{\"outcome\":\"queued\"}", UNEXPECTED, ""),
        arguments(409, "{\"title\":\"Sold out\",\"outcome\":\"sold_out\"}", SOLD_OUT, ""),
        arguments(409, "{\"outcome\":\"limit_reached\"}", LIMIT_REACHED, ""),
        arguments(409, "{\"title\":\"Conflict\"}", UNEXPECTED, ""),
        arguments(403, "{\"outcome\":\"sale_not_open\"}", SALE_NOT_OPEN, ""),
        arguments(403, "{\"outcome\":\"sale_closed\"}", SALE_CLOSED, ""),
        arguments(403, "<html>", UNEXPECTED, ""),
        arguments(429, "{}", RATE_LIMITED, ""),
        arguments(502, "", BAD_GATEWAY, ""),
        arguments(503, "{\"outcome\":\"reserved\"}", UNAVAILABLE, ""),
        arguments(504, "", GATEWAY_TIMEOUT, ""),
        arguments(500, "", SERVER_ERROR, ""),
        arguments(599, "", SERVER_ERROR, ""),
        arguments(400, "", CLIENT_ERROR, ""),
        arguments(422, "", CLIENT_ERROR, ""),
        arguments(200, "{\"outcome\":\"reserved\",\"order\":\"o-1\"}", UNEXPECTED, "o-1"),
        arguments(302, "", UNEXPECTED, ""),
        arguments(
            409,
            "{\"detail\":\"say \\\"outcome\\\":\\\"x\\\"\",\"outcome\":\"sold_out\"}",
            SOLD_OUT,
            ""));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void read_statusAndBody_giveOutcomeAndOrder(
      int status, String body, ClientOutcome outcome, String order) {
    assertThat(AnswerReader.read(status, HEADERS, body.getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(new Answer(outcome, status, order));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void read_replayedAnswer_isUnexpected(
      int status, String body, ClientOutcome outcome, String order) {
    String headers = HEADERS + "idempotency-Replayed: true\nDate: today\n";
    assertThat(AnswerReader.read(status, headers, body.getBytes(StandardCharsets.UTF_8)).outcome())
        .isEqualTo(UNEXPECTED);
  }
}
