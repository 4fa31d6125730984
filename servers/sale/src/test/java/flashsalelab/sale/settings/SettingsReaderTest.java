package flashsalelab.sale.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SettingsReaderTest {
  private record Settings(int port, String guard, Secret token) {}

  private static Settings read(Map<String, String> environment) {
    SettingsReader reader = new SettingsReader(environment);
    Settings settings =
        new Settings(
            reader.integer("PORT", 8081, 0, 65_535),
            reader.choice("GUARD", "semaphore", List.of("semaphore", "unguarded")),
            reader.secret("TOKEN", 8));
    return reader.finish(() -> settings);
  }

  @Test
  void settings_absentOrEmpty_areTheDefaults() {
    assertThat(read(Map.of("TOKEN", "12345678", "PORT", "")))
        .isEqualTo(new Settings(8081, "semaphore", new Secret("12345678")));
  }

  @Test
  void settings_severalWrong_areToldAtOnce() {
    assertThatThrownBy(() -> read(Map.of("PORT", "70000", "GUARD", "luck")))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessage(
            """
            PORT must be a whole number from 0 to 65535, not "70000"
            GUARD must be one of semaphore, unguarded, not "luck"
            TOKEN is missing: set it to a secret of at least 8 characters\
            """
                .replace("\n", System.lineSeparator()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "1.5", "-1", "99999999999999999999", " 1", "65536"})
  void integer_ofAnotherFormOrRange_isAnError(String value) {
    assertThatThrownBy(() -> read(Map.of("PORT", value, "TOKEN", "12345678")))
        .hasMessageContaining("PORT must be a whole number from 0 to 65535, not \"" + value + "\"");
  }

  @Test
  void secret_tooShort_isNeverRepeated() {
    assertThatThrownBy(() -> read(Map.of("TOKEN", "hunter2")))
        .hasMessageContaining("TOKEN is too short")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void secret_printedWithItsRecord_isMasked() {
    assertThat(read(Map.of("TOKEN", "correct horse")).toString())
        .contains("***")
        .doesNotContain("horse");
  }
}
