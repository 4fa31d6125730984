package flashsalelab.payments.gateway;

import flashsalelab.payments.http.BadRequestException;
import flashsalelab.payments.http.Reply;
import flashsalelab.payments.http.Route;
import io.javalin.http.Context;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The gateway's ledger for auditors, and how it behaves. */
final class LedgerRoutes {
  private static final JsonMapper STRICT =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();
  private static final int MOST = 1_000;

  private final ChargeLedger ledger;
  private final Chance chance;
  private final Clock clock;

  LedgerRoutes(ChargeLedger ledger, Chance chance, Clock clock) {
    this.ledger = ledger;
    this.chance = chance;
    this.clock = clock;
  }

  /** The listing, also on the payment port. */
  Route listing() {
    return Route.get("/charges", this::list);
  }

  /** The routes of the control port. */
  List<Route> control() {
    return List.of(
        listing(),
        Route.get("/behaviour", request -> Reply.json(200, chance.behaviour())),
        Route.put("/behaviour", this::behave),
        Route.get("/healthz", request -> Reply.json(200, Map.of("status", "ok"))));
  }

  private Reply list(Context request) {
    long after = number(request, "after", 0, Long.MAX_VALUE);
    int limit = (int) number(request, "limit", MOST, MOST);
    return Reply.json(
        200,
        Map.of(
            "ledger", ledger.id(),
            "now", clock.millis(),
            "charges", ledger.after(after, limit)));
  }

  private static long number(Context request, String name, long fallback, long most) {
    String text = request.queryParam(name);
    if (text == null) {
      return fallback;
    }
    if (!text.matches("[0-9]{1,18}") || Long.parseLong(text) > most) {
      throw new BadRequestException(
          "%s must be a whole number from 0 to %d, not %s".formatted(name, most, text));
    }
    return Long.parseLong(text);
  }

  private Reply behave(Context request) {
    Behaviour next;
    try {
      next = STRICT.readValue(request.body(), Behaviour.class);
    } catch (JacksonException e) {
      throw new BadRequestException("the behaviour is not valid: " + e.getOriginalMessage());
    }
    if (next == null) {
      throw new BadRequestException("the behaviour must be an object, not null");
    }
    chance.behave(next);
    return Reply.json(200, next);
  }
}
