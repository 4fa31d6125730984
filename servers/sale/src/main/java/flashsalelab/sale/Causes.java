package flashsalelab.sale;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Why something failed, however deep a library hides it. */
public final class Causes {
  private Causes() {}

  /** Whether a failure, or one that caused it, is of a kind; there is none in null. */
  public static boolean any(@Nullable Throwable failure, Predicate<Throwable> kind) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (kind.test(cause)) {
        return true;
      }
    }
    return false;
  }
}
