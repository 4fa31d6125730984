package flashsalelab.sale.guarantees;

import static flashsalelab.sale.fixture.Waiting.await;

import flashsalelab.sale.Sale;
import flashsalelab.sale.fixture.CuttingRelay;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.awaitility.Awaitility;

/**
 * A process that sells through a relay, which can make it fail.
 *
 * @param relay before the store
 * @param answers whether the store answers the process
 * @param end ends the process
 */
public record FailingSeller(
    CuttingRelay relay, Seller seller, Supplier<CompletionStage<Boolean>> answers, Runnable end)
    implements AutoCloseable {

  Sale sale() {
    return seller.sale();
  }

  /** Waits until it has crashed, or has done all it wanted before that. */
  void crashedOr(CompletionStage<?> work) {
    Awaitility.await()
        .pollInterval(Duration.ofMillis(2))
        .until(() -> relay.isCut() || work.toCompletableFuture().isDone());
  }

  /** Lets everything through again and waits until it has a connection. */
  void untilConnected() {
    relay.goOn();
    relay.count();
    Awaitility.await().until(() -> await(answers.get()));
  }

  @Override
  public void close() {
    relay.close();
    end.run();
  }
}
