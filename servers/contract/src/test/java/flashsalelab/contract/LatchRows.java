package flashsalelab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A product that is sold out is refused from memory, in every instance, until a unit is back. */
interface LatchRows extends SystemUnderTest {
  /** Until a unit that is back is on sale in every instance. */
  Duration REOPENED = Duration.ofSeconds(1);

  /** Less than the age at which a glance at a product is too old to refuse anybody by. */
  int STALL_MS = 400;

  /** Clients of each instance. */
  List<Client> clients();

  /** A product that is sold out; returns the orders, by buyer-0 and so on with the key k. */
  private List<String> sellOut(String sku, int units) {
    List<String> orders =
        IntStream.range(0, units)
            .mapToObj(i -> client().decided(sku, "buyer-" + i, "k", 1).has(201).text("order"))
            .toList();
    clients().forEach(instance -> awaitRefusal(instance, sku));
    return orders;
  }

  private static void awaitRefusal(Client instance, String sku) {
    Awaitility.await()
        .pollInterval(Duration.ofMillis(20))
        .until(() -> isRefusedFromMemory(instance, sku));
  }

  /** A refusal that was not looked up is not kept for its key, so its repetition is none. */
  private static boolean isRefusedFromMemory(Client instance, String sku) {
    String buyer = Client.fresh("late");
    Answer first = instance.buy(sku, buyer, "k", 1);
    Answer again = instance.buy(sku, buyer, "k", 1);
    return first.status() == 409
        && again.status() == 409
        && again.header("Idempotency-Replayed").isEmpty();
  }

  @Test
  default void product_soldOut_isRefusedWhileTheStoreStandsStill() {
    String sku = client().product(1, 1);
    sellOut(sku, 1);
    clients().forEach(instance -> awaitRefusal(instance, sku));
    redis("CLIENT PAUSE " + STALL_MS);
    CompletableFuture<String> stalled = CompletableFuture.supplyAsync(() -> redis("PING"));
    for (Client instance : clients()) {
      Answer refused = instance.buy(sku, Client.fresh("late"), "k", 1);
      refused.isProblem(409, "sold-out").hasOutcome("sold_out");
    }
    assertThat(stalled).isNotDone();
    assertThat(stalled.join()).isEqualTo("PONG");
  }

  @Test
  default void buyer_whoHasAReservation_isAnsweredAsEver() {
    String sku = client().product(1, 1);
    String order = sellOut(sku, 1).getFirst();
    for (Client instance : clients()) {
      Answer again = instance.buy(sku, "buyer-0", "k", 1).has(201);
      assertThat(again.text("order")).isEqualTo(order);
      assertThat(again.header("Idempotency-Replayed")).contains("true");
      instance.decided(sku, "buyer-0", Client.fresh("k"), 1).isProblem(409, "limit-reached");
      instance.buy(sku, "buyer-0", "k", 2).isProblem(422, "key-reused");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  default void unit_thatIsBack_isSoldByTheOtherInstanceWithinASecond(boolean returned) {
    String sku = client().product(1, 1);
    String order = sellOut(sku, 1).getFirst();
    if (returned) {
      clients().getFirst().cancel(order).has(200);
    } else {
      clients().getFirst().restock(sku, "more", 1).has(200);
    }
    long begin = System.nanoTime();
    Answer sold = firstNotRefused(clients().getLast(), sku);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(REOPENED);
    assertThat(sold.header("Idempotency-Replayed")).isEmpty();
    client().decision(sold).has(201);
  }

  private static Answer firstNotRefused(Client instance, String sku) {
    return Awaitility.await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> instance.buy(sku, Client.fresh("next"), "k", 1),
            answer -> answer.status() != 409);
  }

  @Test
  default void units_thatAreBackAmidACrowd_areAllSoldAgain() {
    String sku = client().product(10, 1);
    List<String> orders = sellOut(sku, 10);
    orders.forEach(order -> clients().getFirst().cancel(order).has(200));
    Awaitility.await()
        .pollInterval(Duration.ofMillis(20))
        .until(() -> {
          clients().forEach(instance -> instance.buy(sku, Client.fresh("crowd"), "k", 1));
          return entries(sku, "RESERVED") == 20;
        });
    assertThat(client().seen(sku).number("stock")).isZero();
    assertThat(client().seen(sku).number("held")).isEqualTo(10);
    clients().forEach(instance -> awaitRefusal(instance, sku));
  }
}
