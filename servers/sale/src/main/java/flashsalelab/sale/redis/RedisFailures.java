package flashsalelab.sale.redis;

import flashsalelab.sale.Causes;
import java.io.IOException;
import org.redisson.RedissonShutdownException;
import org.redisson.client.RedisConnectionException;
import org.redisson.client.RedisNodeNotFoundException;
import org.redisson.client.RedisRetryException;
import org.redisson.client.RedisTimeoutException;

/** Tells a Redis that is away, slow or still loading from a command that is wrong. */
public final class RedisFailures {
  private RedisFailures() {}

  /** Whether the same command may succeed later. */
  public static boolean isAway(Throwable failure) {
    return isNeverSent(failure)
        || Causes.any(
            failure,
            cause ->
                cause instanceof RedisConnectionException
                    || cause instanceof RedisTimeoutException
                    || cause instanceof RedisRetryException
                    || cause instanceof RedisNodeNotFoundException
                    || cause instanceof IOException);
  }

  /** Whether the command did not leave this process. */
  static boolean isNeverSent(Throwable failure) {
    return Causes.any(
        failure,
        cause -> cause instanceof RedisAwayException || cause instanceof RedissonShutdownException);
  }
}
