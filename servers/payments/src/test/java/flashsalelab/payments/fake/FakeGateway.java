package flashsalelab.payments.fake;

import flashsalelab.payments.client.ChargeStanding;
import flashsalelab.payments.client.GatewayClient;
import flashsalelab.payments.client.GatewayReply;
import flashsalelab.payments.client.LedgerPage;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A gateway in memory, which keeps its charges and answers as it is told to. */
public final class FakeGateway implements GatewayClient {
  /** When everything was charged. */
  public static final Instant CHARGED = Instant.parse("2026-03-01T12:00:00Z");

  private final Steps steps;
  private final Map<String, LedgerPage.Entry> charges = new LinkedHashMap<>();
  private final Deque<GatewayReply<ChargeStanding>> lost = new ArrayDeque<>();
  private final List<String> calls = new ArrayList<>();
  private String ledger = "first";
  private boolean declining;
  private boolean away;
  private Runnable atCharge = () -> {};
  private Instant now = CHARGED;

  /** A gateway whose calls are steps. */
  public FakeGateway(Steps steps) {
    this.steps = steps;
  }

  /** New charges are declined. */
  public void decline() {
    declining = true;
  }

  /** The next call is done, and its answer replaced by this one. */
  public void lose(GatewayReply<ChargeStanding> instead) {
    lost.add(instead);
  }

  /** Nothing is done or answered. */
  public void away(boolean gone) {
    away = gone;
  }

  /** Happens while a charge is under way. */
  public void whileCharging(Runnable event) {
    atCharge = event;
  }

  /** The gateway's time. */
  public void at(Instant moment) {
    now = moment;
  }

  /** A charge that is there, whoever made it. */
  public void put(String key, String order, long amount, ChargeStanding standing) {
    charges.put(key, new LedgerPage.Entry(number(key), key, order, amount, standing, CHARGED));
  }

  private long number(String key) {
    return Optional.ofNullable(charges.get(key))
        .map(LedgerPage.Entry::number)
        .orElse(charges.size() + 1L);
  }

  /** Begins an empty ledger of this id. */
  public void anew(String id) {
    ledger = id;
    charges.clear();
  }

  /** How a charge stands. */
  public ChargeStanding standing(String key) {
    LedgerPage.Entry charge = charges.get(key);
    return charge == null ? ChargeStanding.NONE : charge.standing();
  }

  /** What was asked for, in order. */
  public List<String> calls() {
    return calls;
  }

  @Override
  public GatewayReply<ChargeStanding> charge(String key, String order, long amount) {
    return told(
        "charge",
        () -> {
          if (!charges.containsKey(key)) {
            put(key, order, amount, declining ? ChargeStanding.DECLINED : ChargeStanding.CAPTURED);
          }
          atCharge.run();
          return standing(key) == ChargeStanding.DECLINED
              ? ChargeStanding.DECLINED
              : ChargeStanding.CAPTURED;
        });
  }

  @Override
  public GatewayReply<ChargeStanding> find(String key) {
    return told("find", () -> standing(key));
  }

  @Override
  public GatewayReply<ChargeStanding> refund(String key) {
    return told(
        "refund",
        () -> {
          LedgerPage.Entry charge = charges.get(key);
          if (charge != null && charge.standing() == ChargeStanding.CAPTURED) {
            put(key, charge.order(), charge.amount(), ChargeStanding.REFUNDED);
          }
          return standing(key);
        });
  }

  private GatewayReply<ChargeStanding> told(String call, Supplier<ChargeStanding> effect) {
    calls.add(call);
    return steps.call(() -> {
      if (away) {
        return new GatewayReply.Unknown<>("away");
      }
      ChargeStanding standing = effect.get();
      return lost.isEmpty() ? new GatewayReply.Answered<>(standing) : lost.remove();
    });
  }

  @Override
  public GatewayReply<LedgerPage> ledger(long after, int most) {
    calls.add("ledger");
    if (away) {
      return new GatewayReply.Unknown<>("away");
    }
    return new GatewayReply.Answered<>(
        new LedgerPage(
            ledger,
            now,
            charges.values().stream()
                .filter(charge -> charge.number() > after)
                .limit(most)
                .toList()));
  }
}
