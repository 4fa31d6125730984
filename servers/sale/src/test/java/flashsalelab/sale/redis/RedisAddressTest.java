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
    assertThat(address.addresses()).containsExactly("rediss://ann:s3cret@redis.example:6380");
    assertThat(address.database()).isEqualTo(3);
    assertThat(address.isCluster()).isFalse();
    assertThat(address).hasToString("rediss://***@redis.example:6380/3");
  }

  @Test
  void address_ofSeveralServers_isACluster() {
    RedisAddress address = RedisAddress.parse("redis://a.example:1,[::1]:2,127.0.0.1:3/0");
    assertThat(address.addresses())
        .containsExactly("redis://a.example:1", "redis://[::1]:2", "redis://127.0.0.1:3");
    assertThat(address.database()).isZero();
    assertThat(address.isCluster()).isTrue();
    assertThat(address).hasToString("redis://a.example:1,[::1]:2,127.0.0.1:3/0");
  }

  @Test
  void address_ofAClusterWithAPassword_givesItToEveryServerAndPrintsItNowhere() {
    RedisAddress address = RedisAddress.parse("rediss://:s3cret@a:1,b:2");
    assertThat(address.addresses()).containsExactly("rediss://:s3cret@a:1", "rediss://:s3cret@b:2");
    assertThat(address).hasToString("rediss://***@a:1,b:2/0");
  }

  @Test
  void address_ofAClusterWithAnotherDatabase_isRefused() {
    assertThatThrownBy(() -> RedisAddress.parse("redis://a:1,b:2/1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("must name no database but 0");
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
        "redis://h h:1",
        "redis://h:0",
        "redis://h:65536",
        "redis://a:1,b",
        "redis://a:1,",
        "redis://a:1,,b:2",
        "redis://a:1,redis://b:2",
        "redis://a:1,b:2@c:3/x"
      })
  void address_ofAnotherForm_isRefusedWithTheForm(String text) {
    assertThatThrownBy(() -> RedisAddress.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("must have the form redis://");
  }
}
