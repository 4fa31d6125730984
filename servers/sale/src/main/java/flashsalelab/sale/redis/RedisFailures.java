package flashsalelab.sale.redis;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.redisson.RedissonShutdownException;
import org.redisson.client.RedisConnectionException;
import org.redisson.client.RedisNodeNotFoundException;
import org.redisson.client.RedisRetryException;
import org.redisson.client.RedisTimeoutException;

/** Tells a Redis that is away, slow or still loading from a command that is wrong. */
public final class RedisFailures {
  private RedisFailures() {}

  /** Whether the same command may succeed later. The client library hides some causes deep. */
  public static boolean isAway(Throwable failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof RedisAwayException
          || cause instanceof RedissonShutdownException
          || cause instanceof RedisConnectionException
          || cause instanceof RedisTimeoutException
          || cause instanceof RedisRetryException
          || cause instanceof RedisNodeNotFoundException
          || cause instanceof IOException) {
        return true;
      }
    }
    return false;
  }

  /** Whether the command did not leave this process. */
  static boolean isNeverSent(Throwable failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof RedisAwayException || cause instanceof RedissonShutdownException) {
        return true;
      }
    }
    return false;
  }
}
