package flashsalelab.payments.client;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the gateway's answers. What is not as it should be is no answer. */
final class GatewayAnswers {
  private static final JsonMapper JSON = new JsonMapper();

  private GatewayAnswers() {}

  /**
   * How a charge stands.
   *
   * @throws ForeignAnswerException if the answer is not about this key
   */
  static GatewayReply<ChargeStanding> standing(String key, HttpResponse<byte[]> response) {
    int status = response.statusCode();
    try {
      JsonNode body = JSON.readTree(response.body());
      String named = body.path("key").asString("");
      if (!named.isEmpty() && !named.equals(key)) {
        throw new ForeignAnswerException("key " + key, named);
      }
      if (status >= 500) {
        return new GatewayReply.Unknown<>("the gateway answered " + status);
      }
      if (status == 404 && named.equals(key)) {
        return new GatewayReply.Answered<>(ChargeStanding.NONE);
      }
      if (named.equals(key) && body.has("state")) {
        return new GatewayReply.Answered<>(state(body));
      }
      return status / 100 == 4
          ? new GatewayReply.Refused<>(refusal(status, body))
          : new GatewayReply.Unknown<>("the gateway answered %d without a state".formatted(status));
    } catch (JacksonException | IllegalArgumentException e) {
      return new GatewayReply.Unknown<>(
          "the gateway's answer %d cannot be read: %s".formatted(status, e.getMessage()));
    }
  }

  private static String refusal(int status, JsonNode body) {
    return "the gateway refused: %d %s".formatted(status, body.path("detail").asString(""));
  }

  private static ChargeStanding state(JsonNode charge) {
    return ChargeStanding.valueOf(charge.path("state").asString("").toUpperCase(Locale.ROOT));
  }

  /** A part of the ledger. */
  static GatewayReply<LedgerPage> page(HttpResponse<byte[]> response) {
    int status = response.statusCode();
    try {
      JsonNode body = JSON.readTree(response.body());
      if (status == 200 && body.path("charges").isArray()) {
        List<LedgerPage.Entry> entries =
            body.path("charges").valueStream().map(GatewayAnswers::entry).toList();
        return new GatewayReply.Answered<>(
            new LedgerPage(body.path("ledger").asString(""), moment(body, "now"), entries));
      }
      return status / 100 == 4
          ? new GatewayReply.Refused<>(refusal(status, body))
          : new GatewayReply.Unknown<>(
              "the gateway answered %d without a ledger".formatted(status));
    } catch (JacksonException | IllegalArgumentException e) {
      return new GatewayReply.Unknown<>("the gateway's ledger cannot be read: " + e.getMessage());
    }
  }

  private static LedgerPage.Entry entry(JsonNode charge) {
    return new LedgerPage.Entry(
        charge.path("charge").asLong(),
        charge.path("key").asString(),
        charge.path("order").asString(),
        charge.path("amount").asLong(),
        state(charge),
        moment(charge, "at"));
  }

  private static Instant moment(JsonNode node, String name) {
    return Instant.ofEpochMilli(node.path(name).asLong());
  }
}
