package flashsalelab.web.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonBodyTest {
  private static JsonBody read(String text) throws InvalidBodyException {
    return JsonBody.read(text.getBytes(StandardCharsets.UTF_8), Set.of("a"));
  }

  private static void assertRefused(ThrowingCallable reading, String field, String reason) {
    assertThatThrownBy(reading)
        .isInstanceOfSatisfying(
            InvalidBodyException.class, e -> assertThat(e.field()).isEqualTo(field))
        .hasMessageContaining(reason);
  }

  @Test
  void members_ofTheRightTypes_areRead() throws InvalidBodyException {
    assertThat(read("{\"a\":\"x\\u00e9\"}").text("a")).isEqualTo("xé");
    assertThat(read(" {\"a\": -3 } ").integer("a", -5, 5)).isEqualTo(-3);
    assertThat(read("{\"a\":\"2026-01-31T13:00:00+01:00\"}").moment("a"))
        .isEqualTo(Instant.parse("2026-01-31T12:00:00Z"));
    assertThat(read("{\"a\":\"yes\"}").choice("a", List.of("no", "yes"))).isEqualTo("yes");
    assertThat(read("{\"a\":null}").moment("a")).isNull();
    assertThat(read("{}").moment("a")).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{\"a\":1}}",
        "{\"a\":1} {\"a\":1}",
        "{\"a\":1,\"a\":1}",
        "{\"a\":1,}",
        "{'a':1}",
        "{a:1}",
        "{\"a\":01}",
        "{\"a\":NaN}",
        "// comment\n{\"a\":1}",
        "[1]",
        "1",
        "null",
        "\"{}\"",
        "\ufeff{\"a\":1}"
      })
  void body_thatIsNoJsonObject_isRefused(String text) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(InvalidBodyException.class);
  }

  @Test
  void body_nestedTooDeep_isRefused() {
    assertThatThrownBy(() -> read("{\"a\":" + "[".repeat(5_000)))
        .isInstanceOf(InvalidBodyException.class);
  }

  @Test
  void body_thatIsNoUtf8_isRefused() {
    byte[] latin1 = "{\"a\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1);
    byte[] utf16 = "{\"a\":\"x\"}".getBytes(StandardCharsets.UTF_16);
    for (byte[] body : new byte[][] {latin1, utf16}) {
      assertThatThrownBy(() -> JsonBody.read(body, Set.of("a")))
          .isInstanceOf(InvalidBodyException.class)
          .hasMessage("The body is not UTF-8 text.");
    }
  }

  @Test
  void member_thatIsNotKnown_isNamed() {
    assertRefused(() -> read("{\"a\":1,\"b\":2}"), "b", "not known; there are a");
  }

  @Test
  void member_thatIsMissing_isNamed() throws InvalidBodyException {
    JsonBody body = read("{}");
    assertRefused(() -> body.text("a"), "a", "missing");
    assertRefused(() -> body.integer("a", 0, 1), "a", "missing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "null", "true", "[]", "{}"})
  void text_ofAnotherType_isNamed(String value) throws InvalidBodyException {
    JsonBody body = read("{\"a\":" + value + "}");
    assertRefused(() -> body.text("a"), "a", "must be a string");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "6", "1.0", "1e0", "\"1\"", "null", "true", "99999999999999999999", "[1]"})
  void integer_ofAnotherTypeOrRange_isNamed(String value) throws InvalidBodyException {
    JsonBody body = read("{\"a\":" + value + "}");
    assertRefused(() -> body.integer("a", 1, 5), "a", "a whole number from 1 to 5");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"tomorrow\"", "\"2026-01-31\"", "\"2026-01-31T12:00:00\"", "5", "\"\""})
  void moment_ofAnotherForm_isNamed(String value) throws InvalidBodyException {
    JsonBody body = read("{\"a\":" + value + "}");
    assertRefused(() -> body.moment("a"), "a", "must be a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"YES\"", "\"\"", "null", "true", "[\"yes\"]"})
  void choice_ofNoneThatIsAllowed_isNamed(String value) throws InvalidBodyException {
    JsonBody body = read("{\"a\":" + value + "}");
    assertRefused(() -> body.choice("a", List.of("no", "yes")), "a", "must be ");
    assertRefused(() -> read("{}").choice("a", List.of("no", "yes")), "a", "missing");
  }
}
