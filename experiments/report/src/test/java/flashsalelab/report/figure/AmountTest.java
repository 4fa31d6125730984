package flashsalelab.report.figure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0.00",
    "0.834, 0.83",
    "9.994, 9.99",
    "9.996, 10.0",
    "12.34, 12.3",
    "99.96, 100",
    "1234.5, '1,235'"
  })
  void of_value_hasThreeDigits(double value, String text) {
    assertThat(Amount.of(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0.5, 0.5", "10, 10", "100, 100", "2500, '2,500'", "0.05, 0.05"})
  void tick_value_hasNoIdleDigits(double value, String text) {
    assertThat(Amount.tick(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"1, 1 round", "2, 2 rounds", "1200, '1,200 rounds'"})
  void of_countAndNoun_agree(long count, String text) {
    assertThat(Amount.of(count, "round")).isEqualTo(text);
  }
}
