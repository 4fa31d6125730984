package flashsalelab.lab.run;

import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.results.AuditEntry;
import flashsalelab.results.AuditEntry.Check;
import flashsalelab.results.Safety;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SpareTurnsTest {
  private static final Check LATE = new Check("load-as-scheduled", Safety.UNKNOWN, "late");
  private static final Check FINE = new Check("no-oversell", Safety.PASS, "");

  private static AuditEntry audit(Check... checks) {
    List<Check> all = List.of(checks);
    Safety safety = Safety.of(all.stream().map(Check::safety).toList());
    return new AuditEntry(
        "e", "peak", "selling", "v", 1, "sku", safety, 1, 1, 0, 0, 0, 0, null, 0, all);
  }

  @Test
  void turn_thatTheGeneratorSpoiled_isTakenAgain() {
    assertThat(SpareTurns.of(1).takeAgain(List.of(audit(FINE), audit(FINE, LATE)))).isTrue();
  }

  @Test
  void turn_thatIsFine_isNotTakenAgain() {
    assertThat(SpareTurns.of(6).takeAgain(List.of(audit(FINE)))).isFalse();
  }

  @Test
  void turn_withAnotherDoubt_isNotTakenAgain() {
    Check uncounted = new Check("counts-agree", Safety.UNKNOWN, "");
    assertThat(SpareTurns.of(6).takeAgain(List.of(audit(LATE, uncounted)))).isFalse();
    assertThat(SpareTurns.of(6).takeAgain(List.of(audit(LATE), audit(uncounted)))).isFalse();
  }

  @Test
  void turn_inWhichSomethingIsBroken_isNotTakenAgain() {
    Check oversold = new Check("no-oversell", Safety.FAIL, "1 oversold");
    assertThat(SpareTurns.of(6).takeAgain(List.of(audit(LATE), audit(oversold)))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "3, 1", "6, 2", "10, 3"})
  void turns_ofAnExperiment_areTakenAgainForAThirdOfItsRounds(int rounds, int spare) {
    SpareTurns turns = SpareTurns.of(rounds);
    for (int i = 0; i < spare; i++) {
      assertThat(turns.takeAgain(List.of(audit(FINE)))).isFalse();
      assertThat(turns.takeAgain(List.of(audit(LATE)))).isTrue();
    }
    assertThat(turns.takeAgain(List.of(audit(LATE)))).isFalse();
  }
}
