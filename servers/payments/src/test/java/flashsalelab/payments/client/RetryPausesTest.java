package flashsalelab.payments.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RetryPausesTest {
  private static final int DRAWS = 5_000;
  private final RetryPauses pauses = new RetryPauses(Duration.ofMillis(100));

  @ParameterizedTest
  @CsvSource({"1, 50, 150", "2, 100, 300", "3, 200, 600"})
  void pauses_areSpreadOverTheirWholeRangeAndNoFurther(int attempt, long least, long most) {
    long[] drawn =
        LongStream.range(0, DRAWS).map(i -> pauses.function().apply(attempt)).sorted().toArray();
    assertThat(drawn[0]).isBetween(least, least + (most - least) / 10);
    assertThat(drawn[DRAWS - 1]).isBetween(most - (most - least) / 10, most);
  }

  @Test
  void longest_isTheSumOfTheLongestPauses() {
    assertThat(pauses.longest(0)).isZero();
    assertThat(pauses.longest(3)).hasMillis(150 + 300 + 600);
  }
}
