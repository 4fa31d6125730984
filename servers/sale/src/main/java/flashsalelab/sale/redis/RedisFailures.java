package flashsalelab.sale.redis;

import org.redisson.RedissonShutdownException;
import org.redisson.client.RedisConnectionException;
import org.redisson.client.RedisLoadingException;
import org.redisson.client.RedisTimeoutException;

/** Tells a Redis that is away, slow or still loading from a command that is wrong. */
public final class RedisFailures {
  private RedisFailures() {}

  /** Whether the same command may succeed later. */
  public static boolean isAway(Throwable failure) {
    return failure instanceof RedisAwayException
        || failure instanceof RedissonShutdownException
        || failure instanceof RedisConnectionException
        || failure instanceof RedisTimeoutException
        || failure instanceof RedisLoadingException;
  }
}
