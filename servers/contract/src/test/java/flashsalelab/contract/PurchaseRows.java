package flashsalelab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Purchases: a row for each outcome. */
interface PurchaseRows extends PatternedSystem {
  @Test
  default void purchase_reserved_is201WithTheOrder() {
    String sku = client().product(5, 2);
    Instant before = Instant.now();
    Answer sent = client().buy(sku, "ann", "k1", 2);
    assertThat(sent.header("Idempotency-Replayed")).isEmpty();
    Answer answer = client().decision(sent).has(201).hasOutcome("reserved");
    String order = answer.text("order");
    assertThat(answer.body())
        .startsWith("{\"outcome\":\"reserved\",\"order\":\"" + order + "\",\"state\":\"RESERVED\"");
    assertThat(answer.header("Location")).contains("/api/orders/" + order);
    assertThat(Instant.parse(answer.text("heldUntil")))
        .isBetween(before.plusSeconds(119), Instant.now().plusSeconds(121));
    Answer product = client().seen(sku);
    assertThat(product.number("stock")).isEqualTo(3);
    assertThat(product.number("held")).isEqualTo(2);
    assertThat(product.number("sold")).isZero();

    Answer found = client().get("/api/orders/" + order).has(200);
    assertThat(found.text("order")).isEqualTo(order);
    assertThat(found.text("sku")).isEqualTo(sku);
    assertThat(found.text("buyer")).isEqualTo("ann");
    assertThat(found.json().path("quantity").asInt()).isEqualTo(2);
    assertThat(found.number("amount")).isEqualTo(2 * 1999);
    assertThat(found.text("state")).isEqualTo("RESERVED");
    assertThat(found.text("heldUntil")).isEqualTo(answer.text("heldUntil"));
    assertThat(found.json().path("history").findValuesAsString("state"))
        .isEqualTo(history("RESERVED"));
    client().get("/api/orders/" + order.replace("~", "%7E")).has(200);
  }

  @Test
  default void purchase_soldOut_is409() {
    String sku = client().product(0, 1);
    client().decided(sku, "ann", "k1", 1).isProblem(409, "sold-out").hasOutcome("sold_out");
  }

  @Test
  default void purchase_aboveTheLimit_is409() {
    String sku = client().product(5, 1);
    client().decided(sku, "ann", "k1", 1).has(201);
    Answer answer = client().decided(sku, "ann", "k2", 1).isProblem(409, "limit-reached");
    answer.hasOutcome("limit_reached");
    assertThat(answer.json().path("perBuyer").asInt()).isEqualTo(1);
  }

  @Test
  default void purchase_beforeTheSale_is403WithTheOpening() {
    String sku = client().productWith("\"opensAt\":\"2099-01-01T00:00:00Z\"");
    Answer answer = client().buy(sku, "ann", "k1", 1).isProblem(403, "sale-not-open");
    answer.hasOutcome("sale_not_open");
    assertThat(answer.text("opensAt")).isEqualTo("2099-01-01T00:00:00Z");
    assertThat(client().get("/api/products/" + sku).text("saleState")).isEqualTo("not_open");
  }

  @Test
  default void purchase_afterTheSale_is403() {
    String sku = client().productWith("\"closesAt\":\"2020-01-01T00:00:00Z\"");
    client().buy(sku, "ann", "k1", 1).isProblem(403, "sale-closed").hasOutcome("sale_closed");
    assertThat(client().get("/api/products/" + sku).text("saleState")).isEqualTo("closed");
  }

  @Test
  default void purchase_ofNoProduct_is404() {
    client().buy(Client.fresh("none"), "ann", "k1", 1).isProblem(404, "product-not-found");
  }

  @Test
  default void purchases_moreThanUnits_reserveExactlyTheUnits() {
    String sku = client().product(50, 1);
    List<CompletableFuture<Answer>> sent =
        IntStream.range(0, 200)
            .mapToObj(i -> client().buyAsync(sku, "buyer-" + i, "k", 1))
            .toList();
    List<Answer> answers = sent.stream().map(answer -> client().decision(answer.join())).toList();
    List<Answer> reserved = answers.stream().filter(a -> a.status() == 201).toList();
    assertThat(reserved).hasSize(50).extracting(a -> a.text("order")).doesNotHaveDuplicates();
    assertThat(answers).filteredOn(a -> a.status() == 409).hasSize(150);
    assertThat(entries(sku, "RESERVED")).isEqualTo(50);
    assertThat(redis("GET sale:{%s}:stock".formatted(sku))).isEqualTo("0");
  }
}
