package flashsalelab.contract;

import java.time.Instant;

/**
 * Payments in Redis.
 *
 * @param redis where they are
 */
record PaymentsInRedis(RedisCommands redis) implements PaymentsUnderTest {
  @Override
  public void giveUp(String sku, String order, Instant at, String reason) {
    redis.send(
        "HSET sale:{%s}:dead-letters %s \"%d %s\""
            .formatted(sku, order, at.toEpochMilli(), reason));
  }

  @Override
  public int waiting(String sku) {
    return Integer.parseInt(redis.send("XLEN sale:{%s}:payments".formatted(sku)));
  }

  @Override
  public void stalled(Runnable meanwhile) {
    redis.send("CLIENT PAUSE 1500");
    meanwhile.run();
    redis.send("PING");
  }
}
