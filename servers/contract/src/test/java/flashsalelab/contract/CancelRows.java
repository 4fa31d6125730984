package flashsalelab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reservations that end without being paid. */
interface CancelRows extends PatternedSystem {
  private String reserved(String sku, String buyer, String key) {
    return client().decided(sku, buyer, key, 1).has(201).text("order");
  }

  @Test
  default void order_cancelled_givesItsUnitToTheNextBuyerOnce() {
    String sku = client().product(1, 1);
    String order = reserved(sku, "ann", "k1");
    client().decided(sku, "bob", "k1", 1).isProblem(409, "sold-out");

    Answer cancelled = client().cancel(order).has(200);
    assertThat(cancelled.text("order")).isEqualTo(order);
    assertThat(cancelled.text("state")).isEqualTo("CANCELLED");
    assertThat(cancelled.json().path("history").findValuesAsString("state"))
        .isEqualTo(history("RESERVED", "CANCELLED"));
    assertThat(cancelled.body()).isEqualTo(client().order(order).has(200).body());
    Answer product = client().seen(sku);
    assertThat(product.number("stock")).isEqualTo(1);
    assertThat(product.number("held")).isZero();

    reserved(sku, "bob", "k2");
    assertThat(client().cancel(order).has(200).body()).isEqualTo(cancelled.body());
    assertThat(client().seen(sku).number("stock")).isZero();
    client().decided(sku, "eve", "k1", 1).isProblem(409, "sold-out");
  }

  @Test
  default void order_cancelled_givesTheBuyersAllowanceBack() {
    String sku = client().product(5, 1);
    client().cancel(reserved(sku, "ann", "k1")).has(200);
    String second = reserved(sku, "ann", "k2");
    client().decided(sku, "ann", "k3", 1).isProblem(409, "limit-reached");
    assertThat(client().order(second).text("state")).isEqualTo("RESERVED");
  }

  @Test
  default void orders_cancelledByManyAtOnce_giveTheirUnitBackOnce() {
    String sku = client().product(5, 1);
    String order = reserved(sku, "ann", "k1");
    HttpRequest.Builder cancel = client().request("/api/orders/" + order).DELETE();
    List<CompletableFuture<Answer>> answers =
        IntStream.range(0, 20).mapToObj(i -> client().sendAsync(cancel)).toList();
    assertThat(answers)
        .allSatisfy(
            answer -> assertThat(answer.join().has(200).text("state")).isEqualTo("CANCELLED"));
    assertThat(client().seen(sku).number("stock")).isEqualTo(5);
  }

  @Test
  default void order_whoseHoldIsOver_expiresAndCannotBeCancelled() {
    String sku = client().product(1, 1);
    String order = reserved(sku, "ann", "k1");
    redis("HSET sale:{%s}:order:%s heldUntil 1".formatted(sku, order));
    redis("ZADD sale:{%s}:holds 1 %s".formatted(sku, order));
    Awaitility.await().until(() -> client().order(order).text("state").equals("EXPIRED"));
    Awaitility.await().until(() -> client().seen(sku).number("stock") == 1);
    Answer refused = client().cancel(order).isProblem(409, "order-not-reserved");
    assertThat(refused.text("state")).isEqualTo("EXPIRED");
    reserved(sku, "bob", "k1");
  }

  @Test
  default void order_undecided_cannotBeCancelledYet() {
    try (UndecidedPurchase undecided = UndecidedPurchase.of(client(), this::redis)) {
      Answer refused = client().cancel(undecided.order()).isProblem(409, "order-undecided");
      assertThat(refused.header("Retry-After")).contains("1");
      assertUndecided(client().order(undecided.order()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "tee~short", "tee~AAAAAAAAAAAAAAAAAAAAAA"})
  default void order_thatIsNone_cannotBeCancelled(String id) {
    client().cancel(id).isProblem(404, "order-not-found");
  }

  @Test
  default void order_cancelledWithABody_isCancelledIfTheBodyIsNotTooLong() {
    String order = reserved(client().product(5, 1), "ann", "k1");
    BodyPublisher tooLong = BodyPublishers.ofString("x".repeat(1_025));
    for (BodyPublisher body : List.of(tooLong, BodyPublishers.fromPublisher(tooLong))) {
      client()
          .send(client().request("/api/orders/" + order).method("DELETE", body))
          .isProblem(413, "payload-too-large");
    }
    assertThat(client().order(order).text("state")).isEqualTo("RESERVED");
    Answer cancelled =
        client()
            .send(
                client()
                    .request("/api/orders/" + order)
                    .method("DELETE", BodyPublishers.ofString("no JSON")));
    assertThat(cancelled.has(200).text("state")).isEqualTo("CANCELLED");
  }
}
