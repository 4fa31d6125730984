package flashsalelab.sale.rabbit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RabbitAddressTest {
  @Test
  void parse_anAddress_findsItsParts() {
    RabbitAddress address =
        RabbitAddress.parse("amqp://ann:a%40b+c%2F@broker.example:5673/shop%2Fone");

    assertThat(address.user()).isEqualTo("ann");
    assertThat(address.password().value()).isEqualTo("a@b+c/");
    assertThat(address.host()).isEqualTo("broker.example");
    assertThat(address.port()).isEqualTo(5673);
    assertThat(address.virtualHost()).isEqualTo("shop/one");
  }

  @Test
  void toString_ofAnAddress_keepsThePassword() {
    assertThat(RabbitAddress.parse("amqp://ann:secret@broker:5672/%2F"))
        .hasToString("amqp://ann:***@broker:5672//");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "broker:5672",
        "amqp://broker:5672/%2F",
        "amqp://ann@broker:5672/%2F",
        "amqp://ann:secret@broker/%2F",
        "amqp://ann:secret@broker:70000/%2F",
        "amqp://ann:secret@broker:5672",
        "amqp://ann:secret@broker:5672/",
        "amqp://ann:secret@broker:5672/a/b",
        "amqps://ann:secret@broker:5672/%2F",
        "amqp://ann:sec ret@broker:5672/%2F"
      })
  void parse_anythingElse_saysWhatIsAllowed(String text) {
    assertThatThrownBy(() -> RabbitAddress.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("amqp://user:password@host:port/vhost");
  }
}
