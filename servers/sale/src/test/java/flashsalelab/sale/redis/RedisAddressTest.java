package flashsalelab.sale.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RedisAddressTest {
  @Test
  void address_withPasswordAndDatabase_isReadAndPrintedWithoutThePassword() {
    RedisAddress address = RedisAddress.parse("rediss://ann:s3cret@redis.example:6380/3");
    assertThat(address.server()).isEqualTo("rediss://ann:s3cret@redis.example:6380");
    assertThat(address.database()).isEqualTo(3);
    assertThat(address).hasToString("rediss://***@redis.example:6380/3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost:6379",
        "http://localhost:6379",
        "redis://localhost",
        "redis://:1/x",
        "redis://h:1/0/1",
        "redis://h h:1"
      })
  void address_ofAnotherForm_isRefusedWithTheForm(String text) {
    assertThatThrownBy(() -> RedisAddress.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("must have the form redis://");
  }
}
