package flashsalelab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A buyer who sends too much. */
interface RateLimitRows extends SystemUnderTest {
  int AT_ONCE = 64;

  @Test
  default void buyer_whoSendsTooMuch_is429AndNobodyElse() {
    String sku = client().product(5, 1);
    String greedy = Client.fresh("greedy");
    Answer refused = refused(sku, greedy);
    refused.isProblem(429, "too-many-requests");
    assertThat(Integer.parseInt(refused.header("Retry-After").orElseThrow())).isPositive();
    client().decided(sku, Client.fresh("patient"), "k1", 1).has(201);
  }

  /** Sends until one is refused; the key of that one was never looked at. */
  private Answer refused(String sku, String buyer) {
    for (int round = 0; ; round++) {
      String key = "k" + round + "-";
      List<CompletableFuture<Answer>> answers =
          IntStream.range(0, AT_ONCE)
              .mapToObj(i -> client().buyAsync(sku, buyer, key + i, 1))
              .toList();
      for (CompletableFuture<Answer> answer : answers) {
        if (answer.join().status() == 429) {
          return answer.join();
        }
      }
    }
  }
}
