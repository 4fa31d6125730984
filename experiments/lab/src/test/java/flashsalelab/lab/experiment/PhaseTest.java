package flashsalelab.lab.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PhaseTest {

  @Test
  void stock_selling_exceedsDemand() {
    assertThat(Phase.SELLING.stock(1000)).isEqualTo(1500);
  }

  @Test
  void stock_rush_isATenthOfDemand() {
    assertThat(Phase.RUSH.stock(1000)).isEqualTo(100);
    assertThat(Phase.SPREAD.stock(10_000)).isEqualTo(1_000);
    assertThat(Phase.SPREAD.stock(100)).as("one of each product").isEqualTo(100);
  }

  @Test
  void stock_tinyDemand_isNeverNothing() {
    assertThat(Phase.SOLD_OUT.stock(10)).isEqualTo(5);
  }

  @Test
  void stock_crash_lastsBeyondHalfOfTheWindowAndNotToItsEnd() {
    assertThat(Phase.CRASH.stock(1000)).isBetween(600L, 900L);
  }

  @Test
  void window_ofAStoreThatIsKilled_isLongEnoughForItsReturn() {
    assertThat(Scale.STANDARD.window(Phase.STORE_CRASH))
        .isGreaterThan(Scale.STANDARD.window(Phase.CRASH));
  }

  @Test
  void isCompared_whereSomethingIsKilled_isNot() {
    assertThat(Phase.CRASH.isCompared()).isFalse();
    assertThat(Phase.STORE_CRASH.isCompared()).isFalse();
    assertThat(Phase.RUSH.isCompared()).isTrue();
  }

  @Test
  void word_underscore_becomesDash() {
    assertThat(Phase.SOLD_OUT.word()).isEqualTo("sold-out");
  }
}
