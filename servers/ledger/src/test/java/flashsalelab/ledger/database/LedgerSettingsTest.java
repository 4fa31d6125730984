package flashsalelab.ledger.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flashsalelab.sale.settings.InvalidSettingsException;
import flashsalelab.sale.settings.SettingsReader;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LedgerSettingsTest {
  private static LedgerSettings read(Map<String, String> variables) {
    SettingsReader reader = new SettingsReader(variables);
    LedgerSettings settings = LedgerSettings.read(reader);
    return reader.finish(() -> settings);
  }

  @Test
  void read_nothingSet_isOff() {
    LedgerSettings settings = read(Map.of());
    assertThat(settings.on()).isFalse();
    assertThat(settings.synchronous()).isTrue();
    assertThat(settings.jdbcUrl()).isEqualTo("jdbc:postgresql://127.0.0.1:5432/ledger");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"postgresql://", "jdbc:postgresql://db/ledger", "postgresql://db:port/ledger"})
  void read_wrongAddress_isNamed(String url) {
    assertThatThrownBy(() -> read(Map.of("LEDGER_URL", url)))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("LEDGER_URL must be postgresql://");
  }

  @Test
  void text_doesNotTellThePassword() {
    assertThat(read(Map.of("LEDGER_PASSWORD", "hush")).toString()).doesNotContain("hush");
  }
}
