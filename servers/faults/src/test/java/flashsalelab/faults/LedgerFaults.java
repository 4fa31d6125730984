package flashsalelab.faults;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A sale that Redis decides and PostgreSQL remembers, in which something is killed with SIGKILL.
 */
final class LedgerFaults extends FaultTest {
  private static final Map<String, String> REMEMBERED = Map.of("LEDGER", "on");

  @ParameterizedTest
  @ValueSource(strings = {"semaphore", "lua-batched"})
  void projector_killedAndStartedAgain_writesEveryOrderOnce(String guard) throws Exception {
    play(
        guard,
        REMEMBERED,
        sale -> {
          sale.projector().kill();
          Thread.sleep(500);
          sale.projector().start().await("/readyz");
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"semaphore", "lua-batched"})
  void postgres_killedAndStartedAgain_isCaughtUpWith(String guard) throws Exception {
    play(
        guard,
        REMEMBERED,
        sale -> {
          sale.database().stop();
          Thread.sleep(1_000);
          sale.database().restart();
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"lua-batched"})
  void redis_killedAndStartedAgain_agreesWithTheLedger(String guard) throws Exception {
    play(
        guard,
        REMEMBERED,
        sale -> {
          sale.redis().stop();
          Thread.sleep(500);
          sale.redis().restart();
        });
  }
}
