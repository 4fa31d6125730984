package flashsalelab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The same key again. */
interface IdempotencyRows extends SystemUnderTest {
  @Test
  default void purchase_sentAgain_isAnsweredTheSameAndMarked() {
    String sku = client().product(1, 1);
    String early = client().productWith("\"opensAt\":\"2099-01-01T00:00:00Z\"");
    assertReplayed(client().buy(sku, "ann", "k1", 1), client().buy(sku, "ann", "k1", 1), 201);
    assertReplayed(client().buy(sku, "bob", "k1", 1), client().buy(sku, "bob", "k1", 1), 409);
    assertReplayed(client().buy(sku, "ann", "k2", 1), client().buy(sku, "ann", "k2", 1), 409);
    assertReplayed(client().buy(early, "ann", "k1", 1), client().buy(early, "ann", "k1", 1), 403);
    assertThat(redis("XLEN sale:{%s}:ledger".formatted(sku))).isEqualTo("1");
  }

  private static void assertReplayed(Answer first, Answer again, int status) {
    first.has(status);
    again.has(status);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.header("Location")).isEqualTo(first.header("Location"));
    assertThat(first.header("Idempotency-Replayed")).isEmpty();
    assertThat(again.header("Idempotency-Replayed")).contains("true");
  }

  @Test
  default void purchase_withAnotherSpellingOfTheBody_isTheSame() {
    String sku = client().product(5, 5);
    client().buy(sku, "ann", "k1", 1).has(201);
    Answer again =
        client()
            .send(
                client().purchase(sku, "k1", " { \"quantity\" : 1, \"buyer\" : \"\\u0061nn\" } "));
    assertThat(again.has(201).header("Idempotency-Replayed")).contains("true");
  }

  @Test
  default void purchase_withTheKeyOfAnotherBody_is422() {
    String sku = client().product(5, 5);
    client().buy(sku, "ann", "k1", 1).has(201);
    client().buy(sku, "ann", "k1", 2).isProblem(422, "key-reused");
    client().buy(sku, "bob", "k1", 2).has(201);
  }
}
