package flashsalelab.payments.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flashsalelab.sale.backing.RedisBackings;
import flashsalelab.sale.settings.InvalidSettingsException;
import flashsalelab.sale.settings.SettingsReader;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ProcessorSettingsTest {

  @Test
  void read_nothingSet_isValid() {
    ProcessorSettings settings =
        ProcessorSettings.read(new SettingsReader(Map.of()), new RedisBackings());
    assertThat(settings.longestAttempt()).isLessThan(settings.queue().claim());
  }

  @Test
  void read_claimNotAboveTheLongestAttempt_isRefusedWithTheBound() {
    Map<String, String> environment =
        Map.of(
            "GATEWAY_TIMEOUT_MS", "100",
            "GATEWAY_RETRIES", "1",
            "GATEWAY_RETRY_DELAY_MS", "10",
            "REDIS_TIMEOUT_MS", "10",
            "REDIS_RETRIES", "0",
            "PAYMENT_CLAIM_MS", "805");
    assertThatThrownBy(
            () -> ProcessorSettings.read(new SettingsReader(environment), new RedisBackings()))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("PAYMENT_CLAIM_MS must be more than 805, not \"805\"");
  }

  @Test
  void read_wrongValues_areAllNamed() {
    Map<String, String> environment =
        Map.of("GATEWAY_URL", "gateway", "SALE_GUARD", "luck", "PAYMENT_DELIVERIES", "0");
    assertThatThrownBy(
            () -> ProcessorSettings.read(new SettingsReader(environment), new RedisBackings()))
        .hasMessageContaining("GATEWAY_URL must be")
        .hasMessageContaining("SALE_GUARD must be")
        .hasMessageContaining("PAYMENT_DELIVERIES must be");
  }
}
