package flashsalelab.faults;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A gateway that does not do what gateways should. */
final class GatewayFaults extends FaultTest {
  private static String behaviour(String failing, String timingOut, String twice, boolean down) {
    return """
    {"latencyMs":10,"jitterMs":10,"declined":0,"failing":%s,"timingOut":%s,"timeoutMs":1000,\
    "twice":%s,"down":%s}\
    """
        .formatted(failing, timingOut, twice, down);
  }

  private static final String GOOD = behaviour("0", "0", "0", false);

  @ParameterizedTest
  @ValueSource(strings = {"semaphore", "lua-batched"})
  void gateway_thatTimesOutAfterItCharged_chargesNobodyTwice(String guard) throws Exception {
    play(
        guard,
        Map.of(),
        sale -> {
          sale.gatewayBehaves(behaviour("0.1", "0.4", "0", false));
          Thread.sleep(3_000);
          sale.gatewayBehaves(GOOD);
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"lua-batched"})
  void gateway_thatAnswersTwice_isTakenAtItsFirstWord(String guard) throws Exception {
    play(guard, Map.of(), sale -> sale.gatewayBehaves(behaviour("0", "0", "0.5", false)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"semaphore", "lua-batched"})
  void gateway_downForTenSeconds_isWaitedFor(String guard) throws Exception {
    play(
        guard,
        Map.of(),
        sale -> {
          sale.gatewayBehaves(behaviour("0", "0", "0", true));
          Thread.sleep(10_000);
          sale.gatewayBehaves(GOOD);
        });
  }

  /** Orders expire while the gateway is away; their units go to others, late charges go back. */
  @ParameterizedTest
  @ValueSource(strings = {"semaphore", "permit-semaphore", "lua-batched"})
  void gateway_slowerThanTheHolds_isPaidBackWhatCameTooLate(String guard) throws Exception {
    play(
        guard,
        Map.of("HOLD_SECONDS", "2"),
        sale -> {
          sale.gatewayBehaves(behaviour("0", "0.5", "0", false));
          Thread.sleep(2_000);
          sale.gatewayBehaves(behaviour("0", "0", "0", true));
          Thread.sleep(4_000);
          sale.gatewayBehaves(GOOD);
        });
  }
}
