package flashsalelab.faults;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A sale in PostgreSQL alone, in which something is killed with SIGKILL. */
final class DatabaseFaults extends FaultTest {

  @ParameterizedTest
  @CsvSource({
    "postgres-conditional, 0",
    "postgres-for-update, 1",
    "postgres-optimistic, 0",
    "postgres-skip-locked, 1"
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
  @ValueSource(strings = {"postgres-conditional", "postgres-skip-locked"})
  void paymentProcessor_killedAndNotStartedAgain_leavesItsPaymentsToTheOther(String guard)
      throws Exception {
    play(guard, Map.of(), sale -> sale.processor().kill());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgres-conditional",
        "postgres-for-update",
        "postgres-optimistic",
        "postgres-skip-locked"
      })
  void postgres_killedAndStartedAgain_keepsWhatItAcknowledged(String guard) throws Exception {
    play(
        guard,
        Map.of(),
        sale -> {
          sale.database().stop();
          Thread.sleep(500);
          sale.database().restart();
        });
  }
}
