package flashsalelab.payments.gateway;

import flashsalelab.payments.gateway.Chance.Fate;
import flashsalelab.payments.http.BadRequestException;
import flashsalelab.payments.http.HttpPort;
import flashsalelab.payments.http.Reply;
import flashsalelab.payments.http.Route;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The gateway's payment routes: what is asked for, done and answered as chance has it. */
final class ChargeDesk {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String KEY = "Idempotency-Key";
  private static final int LONGEST_TEXT = 200;

  private final ChargeLedger ledger;
  private final Chance chance;
  private final Clock clock;

  ChargeDesk(ChargeLedger ledger, Chance chance, Clock clock) {
    this.ledger = ledger;
    this.chance = chance;
    this.clock = clock;
  }

  /**
   * What is asked to be charged.
   *
   * @param amount in minor units of the currency
   */
  record Wanted(String order, long amount) {
    /** A member that is missing is read as null. */
    Wanted {
      order = Objects.requireNonNullElse(order, "");
    }
  }

  List<Route> routes() {
    return List.of(
        Route.post("/charges", request -> played(request, fate -> charge(request, fate))),
        Route.get("/charges/{key}", request -> played(request, fate -> find(key(request)))),
        Route.post(
            "/charges/{key}/refund",
            request -> played(request, fate -> refund(key(request), fate))));
  }

  private static String key(Context request) {
    return request.pathParam("key");
  }

  /** Waits as long as chance has it, answers, and again if chance has it. */
  private Reply played(Context request, Function<Fate, Reply> work) {
    Fate fate = chance.next();
    pause(fate.delay());
    if (chance.behaviour().down()) {
      Wire.cut(request.req());
      return Reply.problem(503, "down", "the gateway is down", Map.of());
    }
    Reply reply = work.apply(fate);
    if (fate.twice()) {
      String id = request.header(HttpPort.REQUEST_ID);
      Wire.again(request.req(), id == null ? reply : reply.with(HttpPort.REQUEST_ID, id));
    }
    return reply;
  }

  private static void pause(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Reply charge(Context request, Fate fate) {
    String key = key(request.header(KEY));
    Wanted wanted = wanted(request.body());
    if (fate.failing()) {
      return failed(key);
    }
    Optional<ChargeLedger.Decision> decision =
        ledger.decide(
            key,
            wanted.order(),
            wanted.amount(),
            fate.declined() ? ChargeState.DECLINED : ChargeState.CAPTURED,
            clock.millis());
    if (decision.isEmpty()) {
      return Reply.problem(
          503, "ledger-full", "GATEWAY_CHARGES charges are kept; raise it", Map.of("key", key));
    }
    Charge charge = decision.get().charge();
    if (!charge.order().equals(wanted.order()) || charge.amount() != wanted.amount()) {
      return Reply.problem(
          422, "key-reused", "the key was used for another charge", Map.of("key", key));
    }
    if (fate.timingOut()) {
      pause(fate.held());
    }
    Reply reply = first(charge);
    return decision.get().again() ? reply.with("Idempotency-Replayed", "true") : reply;
  }

  /** A charge's first answer stays what it was, also when the money was given back since. */
  private static Reply first(Charge charge) {
    return charge.state() == ChargeState.DECLINED
        ? shown(402, charge, ChargeState.DECLINED)
        : shown(201, charge, ChargeState.CAPTURED);
  }

  private Reply find(String key) {
    return ledger.find(key).map(charge -> shown(200, charge, charge.state())).orElse(none(key));
  }

  private Reply refund(String key, Fate fate) {
    if (fate.failing()) {
      return failed(key);
    }
    return ledger
        .refund(key)
        .map(charge ->
            charge.state() == ChargeState.DECLINED
                ? Reply.problem(
                    409,
                    "declined",
                    "the charge was declined, there is nothing to refund",
                    Map.of("key", key, "state", charge.state()))
                : shown(200, charge, charge.state()))
        .orElse(none(key));
  }

  private static Reply shown(int status, Charge charge, ChargeState state) {
    return Reply.json(
        status,
        Map.of(
            "charge", charge.number(),
            "key", charge.key(),
            "order", charge.order(),
            "amount", charge.amount(),
            "state", state));
  }

  private static Reply none(String key) {
    return Reply.problem(404, "no-such-charge", "no charge has this key", Map.of("key", key));
  }

  private static Reply failed(String key) {
    return Reply.problem(
        500, "failed", "the gateway failed, nothing was done; ask again", Map.of("key", key));
  }

  private static String key(@Nullable String header) {
    if (header == null || !header.matches("[A-Za-z0-9._~-]{1,200}")) {
      throw new BadRequestException(
          "%s must be 1 to 200 of the characters A-Z a-z 0-9 . _ ~ -".formatted(KEY));
    }
    return header;
  }

  private static Wanted wanted(String body) {
    Wanted wanted;
    try {
      wanted = JSON.readValue(body, Wanted.class);
    } catch (JacksonException e) {
      throw new BadRequestException("the body must be {\"order\": text, \"amount\": number}");
    }
    if (wanted == null || wanted.order().isEmpty()) {
      throw new BadRequestException("order must be the text that names what is charged");
    }
    if (wanted.order().length() > LONGEST_TEXT || wanted.amount() < 0) {
      throw new BadRequestException(
          "order must have at most %d characters, amount must not be negative"
              .formatted(LONGEST_TEXT));
    }
    return wanted;
  }
}
