package flashsalelab.results;

import static flashsalelab.results.Safety.FAIL;
import static flashsalelab.results.Safety.PASS;
import static flashsalelab.results.Safety.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SafetyTest {

  static Stream<Arguments> table() {
    return Stream.of(
        Arguments.of(List.of(), UNKNOWN),
        Arguments.of(List.of(PASS), PASS),
        Arguments.of(List.of(FAIL), FAIL),
        Arguments.of(List.of(UNKNOWN), UNKNOWN),
        Arguments.of(List.of(PASS, PASS), PASS),
        Arguments.of(List.of(PASS, UNKNOWN), UNKNOWN),
        Arguments.of(List.of(PASS, FAIL), FAIL),
        Arguments.of(List.of(UNKNOWN, FAIL), FAIL),
        Arguments.of(List.of(FAIL, UNKNOWN, PASS), FAIL));
  }

  @ParameterizedTest
  @MethodSource("table")
  void of_parts_isTheWorstThatIsSure(List<Safety> parts, Safety whole) {
    assertThat(Safety.of(parts)).isEqualTo(whole);
  }
}
