package flashsalelab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Purchases that are answered with their decision. */
interface SyncRows extends PatternedSystem {
  @Override
  default List<String> history(String... states) {
    return List.of(states);
  }

  @Override
  default void assertUndecided(Answer order) {
    order.has(200).hasOutcome("unknown");
  }

  /** As the purchase does whose outcome got lost, when it is on record after all. */
  @Override
  default void reserve(UndecidedPurchase purchase) {
    redis(
        "HSET sale:{%s}:order:%s buyer ann quantity 1 amount 1 heldUntil 9 state RESERVED history RESERVED:1"
            .formatted(purchase.sku(), purchase.order()));
    redis(
        "XADD sale:{%s}:ledger * order %s buyer ann key k1 quantity 1 state RESERVED at 1"
            .formatted(purchase.sku(), purchase.order()));
  }

  @Test
  default void purchase_answered_isDecided() {
    String sku = client().product(1, 1);
    client().buy(sku, "ann", "k1", 1).has(201).hasOutcome("reserved");
    client().buy(sku, "bob", "k1", 1).isProblem(409, "sold-out").hasOutcome("sold_out");
    client().buy(sku, "ann", "k2", 1).isProblem(409, "limit-reached").hasOutcome("limit_reached");
  }

  @Test
  default void purchase_whoseHoldIsLost_is202AndTellsThePresentState() {
    try (UndecidedPurchase undecided = UndecidedPurchase.of(client(), this::redis)) {
      String order = undecided.order();
      Answer again = client().buy(undecided.sku(), "ann", "k1", 1).has(202).hasOutcome("unknown");
      assertThat(again.text("order")).isEqualTo(order);
      assertThat(again.header("Location")).contains("/api/orders/" + order);
      assertThat(again.header("Idempotency-Replayed")).contains("true");
      client().order(order).has(200).hasOutcome("unknown");

      Answer first = client().buy(undecided.sku(), "bob", "k1", 1).has(202).hasOutcome("unknown");
      assertThat(first.header("Location")).contains("/api/orders/" + first.text("order"));
      assertThat(first.header("Idempotency-Replayed")).isEmpty();
      assertThat(client().buy(undecided.sku(), "bob", "k1", 1).has(202).body())
          .isEqualTo(first.body());
    }
  }

  @Test
  default void purchase_whileRedisStalls_is503AndCanBeSentAgain() {
    String sku = client().product(5, 1);
    redis("CLIENT PAUSE 1500");
    Answer refused = client().buy(sku, "ann", "k1", 1).isProblem(503, "unavailable");
    assertThat(refused.header("Retry-After")).contains("1");
    redis("PING");
    Answer answer = client().buy(sku, "ann", "k1", 1).has(201);
    assertThat(answer.header("Idempotency-Replayed")).isEmpty();
    assertThat(redis("GET sale:{%s}:stock".formatted(sku))).isEqualTo("4");
  }
}
