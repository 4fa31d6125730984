package flashsalelab.sale.rabbit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flashsalelab.sale.Sku;
import flashsalelab.sale.settings.InvalidSettingsException;
import flashsalelab.sale.settings.SettingsReader;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RabbitSettingsTest {
  private static RabbitSettings read(Map<String, String> variables) {
    SettingsReader reader = new SettingsReader(variables);
    RabbitSettings settings = RabbitSettings.read(reader);
    return reader.finish(() -> settings);
  }

  @Test
  void read_withoutVariables_hasDefaults() {
    RabbitSettings settings = read(Map.of());

    assertThat(settings.address()).hasToString("amqp://guest:***@127.0.0.1:5672//");
    assertThat(settings.queues()).isEqualTo("sale.purchases");
    assertThat(settings.prefetch()).isEqualTo(1_024);
    assertThat(settings.grace()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void read_ofWrongVariables_tellsAllOfThem() {
    assertThatThrownBy(() ->
            read(
                Map.of(
                    "RABBITMQ_URL", "amqp://broker",
                    "RABBITMQ_QUEUES", "a b",
                    "RABBITMQ_PARTITIONS", "0")))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("RABBITMQ_URL must have the form")
        .hasMessageContaining("RABBITMQ_QUEUES must be 1 to 64")
        .hasMessageContaining("RABBITMQ_PARTITIONS must be a whole number");
  }

  @Test
  void partition_ofAProduct_isOneOfThemAndAlwaysTheSame() {
    Partitions partitions = new Partitions("shop", 4);

    assertThat(partitions.names()).containsExactly("shop.0", "shop.1", "shop.2", "shop.3");
    for (int i = 0; i < 100; i++) {
      Sku sku = new Sku("tee-" + i);
      assertThat(partitions.names()).contains(partitions.of(sku));
      assertThat(partitions.of(sku)).isEqualTo(new Partitions("shop", 4).of(sku));
    }
  }
}
