package flashsalelab.report.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {

  @Test
  void of_evenCount_medianIsMeanOfMiddleTwo() {
    assertThat(Spread.of(List.of(4, 1, 10, 2))).contains(new Spread(4, 3, 4.25, 1, 10));
  }

  @Test
  void of_absentValues_areLeftOut() {
    assertThat(Spread.of(Arrays.asList(null, 2.0, Double.NaN))).contains(new Spread(1, 2, 2, 2, 2));
    assertThat(Spread.of(Arrays.asList((Double) null))).isEmpty();
  }
}
