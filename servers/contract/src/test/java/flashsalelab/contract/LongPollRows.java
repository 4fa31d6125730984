package flashsalelab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Asking for an order and waiting for its decision (RFC 7240, 4.3). */
interface LongPollRows extends LiveSystem, PatternedSystem {
  private CompletableFuture<Answer> ask(String order, String preference) {
    return client()
        .sendAsync(client().request("/api/orders/" + order).header("Prefer", preference));
  }

  private static Duration since(long begin) {
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  @Test
  default void order_decided_isAnsweredAtOnceThoughTheClientWouldWait() {
    String sku = client().product(5, 1);
    String order = client().decided(sku, "ann", "k1", 1).has(201).text("order");
    long begin = System.nanoTime();
    Answer answer = ask(order, "respond-async, wait=4").join().has(200);
    assertThat(since(begin)).isLessThan(Duration.ofSeconds(2));
    assertThat(answer.text("state")).isEqualTo("RESERVED");
    assertThat(answer.header("Preference-Applied")).contains("wait=4");
    assertThat(ask(order, "wait=9999").join().header("Preference-Applied"))
        .contains("wait=" + longestWait().toSeconds());
  }

  @Test
  default void order_undecided_isAnsweredOnceItIsDecided() {
    try (UndecidedPurchase undecided = UndecidedPurchase.of(client(), this::redis)) {
      String order = undecided.order();
      long begin = System.nanoTime();
      CompletableFuture<Answer> waiting = ask(order, "wait=4");
      Awaitility.await().during(Duration.ofMillis(700)).until(() -> !waiting.isDone());
      assertUndecided(client().order(order));
      reserve(undecided);
      Answer answer = waiting.join().has(200);
      assertThat(since(begin)).isLessThan(Duration.ofSeconds(3));
      assertThat(answer.text("state")).isEqualTo("RESERVED");
      assertThat(answer.header("Preference-Applied")).contains("wait=4");
    }
  }

  @Test
  default void order_neverDecided_isAnsweredAtTheEndOfTheWaitWithItsPresentState() {
    try (UndecidedPurchase undecided = UndecidedPurchase.of(client(), this::redis)) {
      String order = undecided.order();
      CompletableFuture<Duration> longest = unanswered(order, "wait=9999");
      assertThat(unanswered(order, "wait=1").join())
          .isBetween(Duration.ofMillis(950), Duration.ofMillis(3_000));
      assertThat(longest.join())
          .isBetween(longestWait().minusMillis(50), longestWait().plusSeconds(2));
    }
  }

  /** Asks for an order that stays undecided; tells how long the answer took. */
  private CompletableFuture<Duration> unanswered(String order, String preference) {
    long begin = System.nanoTime();
    return ask(order, preference)
        .thenApply(answer -> {
          Duration waited = since(begin);
          assertUndecided(answer);
          assertThat(answer.header("Preference-Applied")).isPresent();
          return waited;
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"wait", "wait=soon", "wait=-1", "wait=\"", "respond-async", "wait=0"})
  default void order_undecided_isAnsweredAtOnceWithoutAWaitThatIsOne(String preference) {
    try (UndecidedPurchase undecided = UndecidedPurchase.of(client(), this::redis)) {
      long begin = System.nanoTime();
      Answer answer = ask(undecided.order(), preference).join();
      assertThat(since(begin)).isLessThan(Duration.ofMillis(950));
      assertUndecided(answer);
      assertThat(answer.header("Preference-Applied").isPresent())
          .isEqualTo(preference.equals("wait=0"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "tee~AAAAAAAAAAAAAAAAAAAAAA"})
  default void order_thatIsNone_isNotWaitedFor(String id) {
    long begin = System.nanoTime();
    ask(id, "wait=4").join().isProblem(404, "order-not-found");
    assertThat(since(begin)).isLessThan(Duration.ofSeconds(2));
  }
}
