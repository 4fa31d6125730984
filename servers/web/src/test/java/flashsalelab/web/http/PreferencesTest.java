package flashsalelab.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PreferencesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          wait=10                               | 10
          wait=0                                | 0
          Wait = 7                              | 7
          wait="5"                              | 5
          respond-async, wait=10                | 10
          respond-async;a="b,wait=3", wait=4    | 4
          foo="a, wait=1", wait=2               | 2
          wait=3; x=y; z                        | 3
          wait=3, wait=9                        | 3
          , , wait=6 ,                          | 6
          return=minimal , handling=lenient,wait=1 | 1
          wait=999999999999999999               | 999999999999999999
          """)
  void wait_ofAWellFormedField_isRead(String field, long seconds) {
    assertThat(Preferences.waiting(List.of(field))).contains(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "wait",
        "wait=",
        "wait=-1",
        "wait=1.5",
        "wait=soon",
        "wait=\"",
        "wait=\"1",
        "wait=9999999999999999999",
        "waiting=3",
        "x-wait=3",
        "respond-async",
        "wait=soon, wait=3",
        "(wait=3)",
        "foo bar, wait=3",
        "wait=3 4"
      })
  void wait_thatIsNotWellFormed_isAsIfItWereNotThere(String field) {
    assertThat(Preferences.waiting(List.of(field))).isEmpty();
  }

  @Test
  void wait_inOneOfSeveralFields_isFound() {
    assertThat(Preferences.waiting(List.of())).isEmpty();
    assertThat(Preferences.waiting(List.of("respond-async", "wait=3", "wait=4")))
        .contains(Duration.ofSeconds(3));
  }

  @Test
  void field_thatIsLongAndStrange_isReadInReasonableTime() {
    assertThat(Preferences.waiting(List.of("a=\"\\".repeat(2_000)))).isEmpty();
    assertThat(Preferences.waiting(List.of("a ".repeat(4_000)))).isEmpty();
    assertThat(Preferences.waiting(List.of("a;".repeat(4_000) + "="))).isEmpty();
  }
}
