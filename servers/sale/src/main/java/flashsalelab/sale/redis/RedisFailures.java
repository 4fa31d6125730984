package flashsalelab.sale.redis;

import java.io.IOException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
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
        || anyCause(
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
    return anyCause(
        failure,
        cause -> cause instanceof RedisAwayException || cause instanceof RedissonShutdownException);
  }

  /** The client library hides some causes deep. */
  private static boolean anyCause(Throwable failure, Predicate<Throwable> kind) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (kind.test(cause)) {
        return true;
      }
    }
    return false;
  }
}
