package flashsalelab.lab.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScaleTest {
  private static int[] turns(Scale scale, boolean headline) {
    return IntStream.rangeClosed(1, scale.rounds())
        .filter(round -> scale.hasTurn(headline, round))
        .toArray();
  }

  @Test
  void turns_ofAVariantBesideTheHeadlines_areSpreadEvenly() {
    assertThat(turns(Scale.STANDARD, false)).containsExactly(3, 6);
  }

  @ParameterizedTest
  @CsvSource({
    "SMOKE, true, 1",
    "SMOKE, false, 1",
    "STANDARD, true, 6",
    "STANDARD, false, 2",
    "FULL, true, 10",
    "FULL, false, 10"
  })
  void turns_ofAVariant_areAsManyAsItsRounds(Scale scale, boolean headline, int rounds) {
    assertThat(scale.rounds(headline)).isEqualTo(rounds);
    assertThat(turns(scale, headline)).hasSize(rounds);
  }
}
