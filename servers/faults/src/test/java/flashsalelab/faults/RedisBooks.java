package flashsalelab.faults;

import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.sale.Sku;
import flashsalelab.sale.fixture.RedisProcess;
import flashsalelab.sale.fixture.SaleFixture;
import flashsalelab.sale.fixture.Waiting;
import flashsalelab.sale.redis.SaleKeys;
import java.util.HashMap;
import java.util.Map;
import org.redisson.api.stream.StreamMessageId;
import org.redisson.api.stream.StreamRangeArgs;
import org.redisson.client.codec.StringCodec;

/**
 * The books in Redis.
 *
 * @param paymentsElsewhere whether the payments to be made are kept somewhere else
 */
record RedisBooks(RedisProcess redis, String sku, boolean paymentsElsewhere) implements Books {
  private static final Map<String, String> PATIENT = Map.of("REDIS_TIMEOUT_MS", "5000");

  @Override
  public void requireSettled() {
    if (!paymentsElsewhere) {
      assertThat(redis.command("XLEN " + key("payments"))).as("payments").isEqualTo("0");
    }
    assertThat(redis.command("HLEN " + key("pending"))).as("purchases").isEqualTo("0");
    assertThat(redis.command("HLEN " + key("owed"))).as("releases").isEqualTo("0");
  }

  @Override
  public Map<String, String> standing() {
    Map<String, String> standing = new HashMap<>();
    try (SaleFixture reader = SaleFixture.on(redis, PATIENT)) {
      Waiting.await(
              reader
                  .redis()
                  .send(redisson ->
                      redisson
                          .<String, String>getStream(
                              SaleKeys.ledger(new Sku(sku)), StringCodec.INSTANCE)
                          .rangeAsync(
                              StreamRangeArgs.startId(StreamMessageId.MIN)
                                  .endId(StreamMessageId.MAX))))
          .values()
          .forEach(entry ->
              standing.put(entry.getOrDefault("order", ""), entry.getOrDefault("state", "")));
    }
    return standing;
  }

  private String key(String name) {
    return "sale:{%s}:%s".formatted(sku, name);
  }
}
