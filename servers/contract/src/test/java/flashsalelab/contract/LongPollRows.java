package flashsalelab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Asking for an order and waiting for its decision (RFC 7240, 4.3). */
interface LongPollRows extends LiveSystem {
  private CompletableFuture<Answer> ask(String order, String preference) {
    return client()
        .sendAsync(client().request("/api/orders/" + order).header("Prefer", preference));
  }

  /** A purchase whose outcome nobody knows. */
  private String undecided(String sku) {
    redis("DEL sale:{%s}:stock".formatted(sku));
    redis("LPUSH sale:{%s}:stock broken".formatted(sku));
    String order = client().buy(sku, "ann", "k1", 1).has(202).text("order");
    redis("DEL sale:{%s}:stock".formatted(sku));
    return order;
  }

  private static Duration since(long begin) {
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  @Test
  default void order_decided_isAnsweredAtOnceThoughTheClientWouldWait() {
    String sku = client().product(5, 1);
    String order = client().buy(sku, "ann", "k1", 1).has(201).text("order");
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
    String sku = client().product(5, 1);
    String order = undecided(sku);
    long begin = System.nanoTime();
    CompletableFuture<Answer> waiting = ask(order, "wait=4");
    Awaitility.await().during(Duration.ofMillis(700)).until(() -> !waiting.isDone());
    client().order(order).has(200).hasOutcome("unknown");
    redis(
        "HSET sale:{%s}:order:%s buyer ann quantity 1 amount 1 heldUntil 9 state RESERVED history RESERVED:1"
            .formatted(sku, order));
    redis(
        "XADD sale:{%s}:ledger * order %s buyer ann key k1 quantity 1 state RESERVED at 1"
            .formatted(sku, order));
    Answer answer = waiting.join().has(200);
    assertThat(since(begin)).isLessThan(Duration.ofSeconds(3));
    assertThat(answer.text("state")).isEqualTo("RESERVED");
    assertThat(answer.header("Preference-Applied")).contains("wait=4");
  }

  @Test
  default void order_neverDecided_isAnsweredAtTheEndOfTheWaitWithItsPresentState() {
    String order = undecided(client().product(5, 1));
    long begin = System.nanoTime();
    Answer answer = ask(order, "wait=1").join().has(200).hasOutcome("unknown");
    assertThat(since(begin)).isBetween(Duration.ofMillis(950), Duration.ofMillis(3_000));
    assertThat(answer.header("Preference-Applied")).contains("wait=1");
    begin = System.nanoTime();
    ask(order, "wait=9999").join().has(200).hasOutcome("unknown");
    assertThat(since(begin)).isBetween(longestWait().minusMillis(50), longestWait().plusSeconds(2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"wait", "wait=soon", "wait=-1", "wait=\"", "respond-async", "wait=0"})
  default void order_undecided_isAnsweredAtOnceWithoutAWaitThatIsOne(String preference) {
    String order = undecided(client().product(5, 1));
    long begin = System.nanoTime();
    Answer answer = ask(order, preference).join().has(200).hasOutcome("unknown");
    assertThat(since(begin)).isLessThan(Duration.ofMillis(950));
    assertThat(answer.header("Preference-Applied").isPresent())
        .isEqualTo(preference.equals("wait=0"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "tee~AAAAAAAAAAAAAAAAAAAAAA"})
  default void order_thatIsNone_isNotWaitedFor(String id) {
    long begin = System.nanoTime();
    ask(id, "wait=4").join().isProblem(404, "order-not-found");
    assertThat(since(begin)).isLessThan(Duration.ofSeconds(2));
  }
}
