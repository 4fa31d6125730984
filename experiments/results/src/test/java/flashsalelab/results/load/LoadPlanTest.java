package flashsalelab.results.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoadPlanTest {
  private static final URI TARGET = URI.create("http://127.0.0.1:8080");

  private static Segment segment(String name) {
    return new Segment(name, "sku", new Arrivals.Closed(1), 1_000);
  }

  @Test
  void plan_withNameTwice_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LoadPlan(TARGET, 1, 1, List.of(segment("a"), segment("a"))))
        .withMessage("two segments are named a");
  }

  @Test
  void plan_withoutSlotsOrTimeout_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LoadPlan(TARGET, 0, 1, List.of()))
        .withMessage("slots must be at least 1, was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LoadPlan(TARGET, 1, 0, List.of()))
        .withMessage("requestTimeoutMs must be at least 1, was 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "two words", "a,b", "a_b"})
  void segment_nameThatIsNoTag_isRefused(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> segment(name));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void open_rateThatIsNone_isRefused(double rate) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Arrivals.Open(rate, 1));
  }

  @Test
  void plan_audienceWithoutToken_isRefused() {
    var watched =
        new Segment("a", "sku", new Arrivals.Closed(1), 1_000, new Audience(10, 1_000, 0));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LoadPlan(TARGET, 1, 1, List.of(watched)))
        .withMessage("segment a has an audience, whose changes need an adminToken");
  }

  @Test
  void audience_thatIsNone_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Audience(-1, 1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Audience(0, 0, 0));
  }

  @Test
  void surge_thatEndsBeforeItBegins_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Arrivals.Surge(1, 4, 2_000, 2_000, 1))
        .withMessage("a surge must begin before it ends, was from 2000 to 2000 ms");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Arrivals.Surge(1, 0, 0, 1, 1))
        .withMessage("surgePerSecond must be above 0, was 0.0");
  }

  @ParameterizedTest
  @EnumSource(ClientOutcome.class)
  void outcome_word_isReadBack(ClientOutcome outcome) {
    assertThat(ClientOutcome.ofWord(outcome.word())).isEqualTo(outcome);
    assertThat(GeneratorProtocol.tag("peak", outcome)).isEqualTo("peak_" + outcome.word());
  }

  @Test
  void outcome_unknownWord_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ClientOutcome.ofWord("sold"))
        .withMessage("no outcome is called 'sold'");
  }
}
