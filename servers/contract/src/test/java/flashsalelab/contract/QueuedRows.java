package flashsalelab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Purchases that are accepted now and decided later. */
interface QueuedRows extends SystemUnderTest {
  /** The order as it stands once it is decided. */
  private Answer decided(String order) {
    Awaitility.await().until(() -> !client().order(order).text("state").equals("QUEUED"));
    return client().order(order).has(200);
  }

  @Test
  default void purchase_accepted_is202WithTheOrder() {
    String sku = client().product(5, 2);
    Answer answer = client().buy(sku, "ann", "k1", 2).has(202).hasOutcome("queued");
    String order = answer.text("order");
    assertThat(answer.header("Location")).contains("/api/orders/" + order);
    assertThat(answer.header("Idempotency-Replayed")).isEmpty();

    Answer found = decided(order);
    assertThat(found.text("order")).isEqualTo(order);
    assertThat(found.text("sku")).isEqualTo(sku);
    assertThat(found.text("buyer")).isEqualTo("ann");
    assertThat(found.number("quantity")).isEqualTo(2);
    assertThat(found.number("amount")).isEqualTo(2 * 1999);
    assertThat(found.text("state")).isEqualTo("RESERVED");
    assertThat(found.text("heldUntil")).isNotBlank();
    assertThat(found.json().path("history").findValuesAsString("state"))
        .containsExactly("QUEUED", "RESERVED");
    assertThat(client().seen(sku).number("stock")).isEqualTo(3);
    assertThat(client().seen(sku).number("held")).isEqualTo(2);
  }

  @Test
  default void purchase_decided_isAnsweredWithItsDecisionWhenSentAgain() {
    String sku = client().product(1, 1);
    String first = client().buy(sku, "ann", "k1", 1).has(202).text("order");
    decided(first);
    String second = client().buy(sku, "ann", "k2", 1).has(202).text("order");
    String third = client().buy(sku, "bob", "k1", 1).has(202).text("order");

    assertThat(decided(second).text("reason")).isEqualTo("limit_reached");
    assertThat(decided(third).text("reason")).isEqualTo("sold_out");
    assertThat(decided(third).json().path("history").findValuesAsString("state"))
        .containsExactly("QUEUED", "REJECTED");
    Answer reserved = client().buy(sku, "ann", "k1", 1).has(201).hasOutcome("reserved");
    assertThat(reserved.text("order")).isEqualTo(first);
    Answer limited = client().buy(sku, "ann", "k2", 1).isProblem(409, "limit-reached");
    Answer soldOut = client().buy(sku, "bob", "k1", 1).isProblem(409, "sold-out");
    assertThat(List.of(reserved, limited, soldOut))
        .allSatisfy(answer -> assertThat(answer.header("Idempotency-Replayed")).contains("true"));
  }

  @Test
  default void purchase_withTheKeyOfAnotherBody_is422WhetherDecidedOrNot() {
    String sku = client().product(5, 5);
    String order = client().buy(sku, "ann", "k1", 1).has(202).text("order");
    client().buy(sku, "ann", "k1", 2).isProblem(422, "key-reused");
    decided(order);
    client().buy(sku, "ann", "k1", 2).isProblem(422, "key-reused");
  }

  @Test
  default void purchase_outsideOfTheSale_isRefusedAtOnce() {
    String early = client().productWith("\"opensAt\":\"2099-01-01T00:00:00Z\"");
    String late = client().productWith("\"closesAt\":\"2020-01-01T00:00:00Z\"");
    client().buy(early, "ann", "k1", 1).isProblem(403, "sale-not-open").hasOutcome("sale_not_open");
    client().buy(late, "ann", "k1", 1).isProblem(403, "sale-closed").hasOutcome("sale_closed");
    client().buy(Client.fresh("none"), "ann", "k1", 1).isProblem(404, "product-not-found");
  }

  @Test
  default void order_decided_canBeCancelledAndItsUnitBoughtAgain() {
    String sku = client().product(1, 1);
    String order = client().buy(sku, "ann", "k1", 1).has(202).text("order");
    decided(order);

    Answer cancelled = client().cancel(order).has(200);
    assertThat(cancelled.json().path("history").findValuesAsString("state"))
        .containsExactly("QUEUED", "RESERVED", "CANCELLED");
    String next = client().buy(sku, "bob", "k1", 1).has(202).text("order");
    assertThat(decided(next).text("state")).isEqualTo("RESERVED");
    Answer refused = client().cancel(rejected(sku)).isProblem(409, "order-not-reserved");
    assertThat(refused.text("state")).isEqualTo("REJECTED");
  }

  private String rejected(String sku) {
    Answer answer = client().buy(sku, "late", Client.fresh("k"), 1).has(202);
    assertThat(decided(answer.text("order")).text("state")).isEqualTo("REJECTED");
    return answer.text("order");
  }

  @Test
  default void purchases_moreThanUnits_reserveExactlyTheUnits() {
    String sku = client().product(50, 1);
    List<String> orders =
        IntStream.range(0, 200)
            .mapToObj(i -> client().buyAsync(sku, "buyer-" + i, "k", 1))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .map(answer -> answer.has(202).hasOutcome("queued").text("order"))
            .toList();

    List<String> states = orders.stream().map(order -> decided(order).text("state")).toList();
    assertThat(orders).doesNotHaveDuplicates();
    assertThat(states).filteredOn("RESERVED"::equals).hasSize(50);
    assertThat(states).filteredOn("REJECTED"::equals).hasSize(150);
    assertThat(redis("XLEN sale:{%s}:ledger".formatted(sku))).isEqualTo("400");
    assertThat(redis("GET sale:{%s}:stock".formatted(sku))).isEqualTo("0");
  }
}
