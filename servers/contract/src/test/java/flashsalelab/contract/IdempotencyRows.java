package flashsalelab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The same key again. */
interface IdempotencyRows extends SystemUnderTest {
  @Test
  default void purchase_sentAgain_isAnsweredTheSameAndMarked() {
    String sku = client().product(1, 1);
    String early = client().productWith("\"opensAt\":\"2099-01-01T00:00:00Z\"");
    assertReplayed(sku, "ann", "k1", 201);
    assertReplayed(sku, "bob", "k1", 409);
    assertReplayed(sku, "ann", "k2", 409);
    assertReplayed(early, "ann", "k1", 403);
    assertThat(entries(sku, "RESERVED")).isEqualTo(1);
    assertThat(client().seen(sku).number("held")).isEqualTo(1);
  }

  private void assertReplayed(String sku, String buyer, String key, int status) {
    Answer sent = client().buy(sku, buyer, key, 1);
    assertThat(sent.header("Idempotency-Replayed")).isEmpty();
    Answer first = client().decision(sent).has(status);
    Answer again = client().buy(sku, buyer, key, 1).has(status);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.header("Location")).isEqualTo(first.header("Location"));
    assertThat(again.header("Idempotency-Replayed")).contains("true");
  }

  @Test
  default void purchase_withAnotherSpellingOfTheBody_isTheSame() {
    String sku = client().product(5, 5);
    client().decided(sku, "ann", "k1", 1).has(201);
    Answer again =
        client()
            .send(
                client().purchase(sku, "k1", " { \"quantity\" : 1, \"buyer\" : \"\\u0061nn\" } "));
    assertThat(again.has(201).header("Idempotency-Replayed")).contains("true");
  }

  @Test
  default void purchase_withTheKeyOfAnotherBody_is422() {
    String sku = client().product(5, 5);
    client().decided(sku, "ann", "k1", 1).has(201);
    client().buy(sku, "ann", "k1", 2).isProblem(422, "key-reused");
    client().decided(sku, "bob", "k1", 2).has(201);
  }
}
