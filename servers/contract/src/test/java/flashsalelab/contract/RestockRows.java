package flashsalelab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Supplying more units. */
interface RestockRows extends SystemUnderTest {
  @Test
  default void restock_ofASoldOutProduct_putsUnitsOnSale() {
    String sku = client().product(1, 1);
    client().decided(sku, "ann", "k1", 1).has(201);
    client().decided(sku, "bob", "k1", 1).isProblem(409, "sold-out");
    Answer restocked = client().restock(sku, "r1", 2).has(200);
    assertThat(restocked.body())
        .isEqualTo("{\"sku\":\"%s\",\"quantity\":2,\"supplied\":3}".formatted(sku));
    assertThat(restocked.header("Idempotency-Replayed")).isEmpty();
    Answer product = client().seen(sku);
    assertThat(product.number("supplied")).isEqualTo(3);
    assertThat(product.number("stock")).isEqualTo(2);
    assertThat(product.number("held")).isEqualTo(1);
    client().decided(sku, "bob", "k1", 1).isProblem(409, "sold-out");
    client().decided(sku, "bob", "k2", 1).has(201);
  }

  @Test
  default void restock_sentAgain_isAnsweredTheSameAndSuppliesOnce() {
    String sku = client().product(5, 1);
    String other = client().product(5, 1);
    Answer first = client().restock(sku, "r1", 2).has(200);
    client().restock(sku, "r2", 3).has(200);
    Answer again = client().restock(sku, "r1", 2).has(200);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.header("Idempotency-Replayed")).contains("true");
    assertThat(client().seen(sku).number("stock")).isEqualTo(10);
    assertThat(client().restock(other, "r1", 2).has(200).header("Idempotency-Replayed")).isEmpty();
  }

  @Test
  default void restocks_atOnceWithOneKey_supplyOnce() {
    String sku = client().product(5, 1);
    List<CompletableFuture<Answer>> answers =
        IntStream.range(0, 20).mapToObj(i -> client().restockAsync(sku, "r1", 2)).toList();
    assertThat(answers)
        .extracting(answer -> answer.join().has(200).body())
        .containsOnly("{\"sku\":\"%s\",\"quantity\":2,\"supplied\":7}".formatted(sku));
    assertThat(answers)
        .filteredOn(answer -> answer.join().header("Idempotency-Replayed").isEmpty())
        .hasSize(1);
    assertThat(client().seen(sku).number("stock")).isEqualTo(7);
  }

  @Test
  default void restock_withTheKeyOfAnotherQuantity_is422() {
    String sku = client().product(5, 1);
    client().restock(sku, "r1", 2).has(200);
    client().restock(sku, "r1", 3).isProblem(422, "key-reused");
    assertThat(client().seen(sku).number("supplied")).isEqualTo(7);
  }

  @Test
  default void restock_beyondWhatMayBeSupplied_is409AndTheKeyIsNotUsedUp() {
    String sku = client().product(5, 1);
    Answer refused = client().restock(sku, "r1", 999_999_996).isProblem(409, "supply-limit");
    assertThat(refused.number("supplied")).isEqualTo(5);
    assertThat(client().seen(sku).number("stock")).isEqualTo(5);
    client().restock(sku, "r1", 999_999_995).has(200);
    assertThat(client().seen(sku).number("stock")).isEqualTo(1_000_000_000);
    client().restock(sku, "r2", 1).isProblem(409, "supply-limit");
  }

  @Test
  default void restock_ofNoProduct_is404() {
    client().restock(Client.fresh("none"), "r1", 1).isProblem(404, "product-not-found");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          quantity | {}
          quantity | {"quantity":0}
          quantity | {"quantity":-1}
          quantity | {"quantity":1000000001}
          quantity | {"quantity":1.5}
          quantity | {"quantity":"1"}
          quantity | {"quantity":null}
          buyer    | {"quantity":1,"buyer":"ann"}
          """)
  default void restock_thatIsNotValid_is400NamingTheField(String field, String json) {
    String sku = client().product(5, 1);
    Answer answer =
        client().send(client().restock(sku, "r1", json)).isProblem(400, "invalid-request");
    assertThat(answer.text("field")).isEqualTo(field);
    assertThat(client().seen(sku).number("supplied")).isEqualTo(5);
  }

  @Test
  default void restock_withoutAKeyOrJson_isRefused() {
    HttpRequest.Builder keyless =
        client()
            .admin("/api/products/tee/restocks")
            .POST(BodyPublishers.ofString("{\"quantity\":1}"));
    client()
        .send(keyless.copy().header("Idempotency-Key", "r1"))
        .isProblem(415, "unsupported-media-type");
    Answer answer =
        client()
            .send(keyless.header("Content-Type", "application/json"))
            .isProblem(400, "invalid-request");
    assertThat(answer.text("field")).isEqualTo("Idempotency-Key");
  }
}
