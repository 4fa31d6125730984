package flashsalelab.sale.backing;

import flashsalelab.sale.redis.RedisFailures;
import org.jspecify.annotations.Nullable;

/** Tells what keeps a sale and is away, slow or busy from a step that is wrong. */
public final class BackingFailures {
  private BackingFailures() {}

  /** A failure that knows whether the same step may succeed later. */
  public interface Temporary {
    /** Whether it may. */
    boolean isAway();
  }

  /** Whether the same step may succeed later. */
  public static boolean isAway(Throwable failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof Temporary temporary) {
        return temporary.isAway();
      }
    }
    return RedisFailures.isAway(failure);
  }
}
