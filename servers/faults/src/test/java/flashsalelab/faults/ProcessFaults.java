package flashsalelab.faults;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Processes that are killed with SIGKILL, or stand still. */
final class ProcessFaults extends FaultTest {
  private static final Duration PAUSE = Duration.ofSeconds(5);

  @ParameterizedTest
  @CsvSource({
    "semaphore, 0",
    "permit-semaphore, 1",
    "lock, 0",
    "atomic-long, 1",
    "lua, 0",
    "lua-batched, 1",
    "lua-batched, 0"
  })
  void edge_killedAndStartedAgain_losesNothing(String guard, int edge) throws Exception {
    play(
        guard,
        Map.of(),
        sale -> {
          Child victim = sale.edges().get(edge);
          victim.kill();
          victim.start().await("/readyz");
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"semaphore", "lua-batched"})
  void paymentProcessor_killedAndNotStartedAgain_leavesItsPaymentsToTheOther(String guard)
      throws Exception {
    play(guard, Map.of(), sale -> sale.processor().kill());
  }

  @ParameterizedTest
  @ValueSource(strings = {"semaphore", "permit-semaphore", "lua", "lua-batched"})
  void redis_killedAndStartedAgain_keepsWhatItAcknowledged(String guard) throws Exception {
    play(
        guard,
        Map.of(),
        sale -> {
          sale.redis().stop();
          Thread.sleep(500);
          sale.redis().restart();
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"semaphore", "lock", "lua", "lua-batched"})
  void redis_standingStillForFiveSeconds_losesNothing(String guard) throws Exception {
    play(guard, Map.of(), sale -> sale.redis().pause(PAUSE));
  }
}
