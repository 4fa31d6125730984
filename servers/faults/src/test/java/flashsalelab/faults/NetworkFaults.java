package flashsalelab.faults;

import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.sale.fixture.LosingRelay;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Replies of Redis that never arrive, though it has done what it was asked to. */
final class NetworkFaults extends FaultTest {
  private static final int LOST = 5;

  @ParameterizedTest
  @ValueSource(strings = {"semaphore", "permit-semaphore", "atomic-long", "lua", "lua-batched"})
  void replies_lostAfterTheScriptsRan_loseNothing(String guard) throws Exception {
    AtomicReference<LosingRelay> between = new AtomicReference<>();
    FlashSale sale =
        FlashSale.start(
            guard,
            Map.of(),
            own -> own,
            redis -> {
              between.set(LosingRelay.before(redis));
              return between.get().url();
            },
            folder());
    try (LosingRelay relay = between.get()) {
      play(
          sale,
          running -> {
            for (int burst = 1; burst <= LOST; burst++) {
              relay.loseReplies(1, LosingRelay.containing("sale:{tee}:stock"));
              Thread.sleep(150);
            }
            assertThat(relay.lost()).as("replies lost").isPositive();
          });
    }
  }
}
