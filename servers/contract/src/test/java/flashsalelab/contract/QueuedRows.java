package flashsalelab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Purchases that are accepted now and decided later. */
interface QueuedRows extends PatternedSystem {

  /** How many purchases of a product may wait. */
  int queueLimit();

  @Override
  default List<String> history(String... states) {
    return Stream.concat(Stream.of("QUEUED"), Stream.of(states)).toList();
  }

  @Override
  default void assertUndecided(Answer order) {
    assertThat(order.has(200).text("state")).isEqualTo("QUEUED");
    assertThat(order.json().has("heldUntil")).isFalse();
  }

  @Override
  default void reserve(UndecidedPurchase purchase) {
    purchase.count();
  }

  @Test
  default void purchase_accepted_is202WithTheOrder() {
    String sku = client().product(5, 2);
    Answer answer = client().buy(sku, "ann", "k1", 2).has(202).hasOutcome("queued");
    String order = answer.text("order");
    assertThat(answer.header("Location")).contains("/api/orders/" + order);
    assertThat(answer.header("Idempotency-Replayed")).isEmpty();
    assertThat(client().decision(answer).has(201).text("order")).isEqualTo(order);
  }

  @Test
  default void purchase_undecided_isAnsweredTheSameWhenSentAgain() {
    try (UndecidedPurchase undecided = UndecidedPurchase.of(client(), this::redis)) {
      Answer again = client().buy(undecided.sku(), "ann", "k1", 1).has(202).hasOutcome("queued");
      assertThat(again.text("order")).isEqualTo(undecided.order());
      assertThat(again.header("Location")).contains("/api/orders/" + undecided.order());
      assertThat(again.header("Idempotency-Replayed")).contains("true");
      client().buy(undecided.sku(), "ann", "k1", 2).isProblem(422, "key-reused");
    }
  }

  @Test
  default void purchase_decided_isAnsweredWithItsDecisionWhenSentAgain() {
    String sku = client().product(1, 1);
    Answer first = client().buy(sku, "ann", "k1", 1).has(202);
    client().decision(first);
    Answer second = client().buy(sku, "ann", "k2", 1).has(202);
    Answer third = client().buy(sku, "bob", "k1", 1).has(202);

    Answer limited = client().decision(second).isProblem(409, "limit-reached");
    Answer soldOut = client().decision(third).isProblem(409, "sold-out");
    Answer reserved = client().buy(sku, "ann", "k1", 1).has(201).hasOutcome("reserved");
    assertThat(reserved.text("order")).isEqualTo(first.text("order"));
    assertThat(List.of(reserved, limited, soldOut))
        .allSatisfy(answer -> assertThat(answer.header("Idempotency-Replayed")).contains("true"));
    assertThat(client().order(second.text("order")).text("reason")).isEqualTo("limit_reached");
    Answer rejected = client().order(third.text("order")).has(200);
    assertThat(rejected.text("reason")).isEqualTo("sold_out");
    assertThat(rejected.json().path("history").findValuesAsString("state"))
        .containsExactly("QUEUED", "REJECTED");
  }

  @Test
  default void order_rejected_cannotBeCancelled() {
    Answer answer = client().buy(client().product(0, 1), "ann", "k1", 1).has(202);
    client().decision(answer).isProblem(409, "sold-out");
    Answer refused = client().cancel(answer.text("order")).isProblem(409, "order-not-reserved");
    assertThat(refused.text("state")).isEqualTo("REJECTED");
  }

  /** What was sent may have been accepted: the same key tells. */
  @Test
  default void purchase_whileRedisStalls_is202UnknownAndDecidedOnce() {
    String sku = client().product(5, 1);
    redis("CLIENT PAUSE 1500");
    Answer unknown = client().buy(sku, "ann", "k1", 1).has(202).hasOutcome("unknown");
    assertThat(unknown.header("Location")).contains("/api/orders/" + unknown.text("order"));
    redis("PING");
    Answer again =
        Awaitility.await()
            .until(() -> client().buy(sku, "ann", "k1", 1), answer -> answer.status() == 201);
    assertThat(again.text("order")).isEqualTo(unknown.text("order"));
    assertThat(redis("GET sale:{%s}:stock".formatted(sku))).isEqualTo("4");
  }

  @Test
  default void purchases_moreThanMayWait_areRefusedAndNoneThatWasAcceptedIsDropped() {
    try (UndecidedPurchase undecided = UndecidedPurchase.of(client(), this::redis)) {
      String sku = undecided.sku();
      List<Answer> accepted =
          IntStream.range(1, queueLimit())
              .mapToObj(i -> client().buyAsync(sku, "buyer-" + i, "k", 1))
              .toList()
              .stream()
              .map(CompletableFuture::join)
              .map(answer -> answer.has(202).hasOutcome("queued"))
              .toList();
      Answer refused = client().buy(sku, "late", "k1", 1).isProblem(503, "queue-full");
      assertThat(refused.header("Retry-After")).contains("1");

      undecided.count();
      List<Integer> decisions =
          accepted.stream().map(answer -> client().decision(answer).status()).toList();
      assertThat(client().order(undecided.order()).text("state")).isEqualTo("RESERVED");
      assertThat(decisions).filteredOn(status -> status == 201).hasSize(4);
      assertThat(decisions).filteredOn(status -> status == 409).hasSize(queueLimit() - 5);
      assertThat(entries(sku, "QUEUED")).isEqualTo(queueLimit());
      assertThat(entries(sku, "RESERVED")).isEqualTo(5);
      assertThat(entries(sku, "REJECTED")).isEqualTo(queueLimit() - 5);
      Answer late = client().buy(sku, "late", "k1", 1).has(202);
      assertThat(late.header("Idempotency-Replayed")).isEmpty();
      client().decision(late).isProblem(409, "sold-out");
    }
  }
}
