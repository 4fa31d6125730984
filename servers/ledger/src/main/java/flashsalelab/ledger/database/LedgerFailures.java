package flashsalelab.ledger.database;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells a ledger that is away or busy from a transaction that is wrong. */
public final class LedgerFailures {
  private LedgerFailures() {}

  /** Whether the same transaction may succeed later. */
  public static boolean isAway(Throwable failure) {
    return of(failure).map(LedgerException::isAway).orElse(false);
  }

  /** Whether surely nothing was done. */
  public static boolean isNeverDone(Throwable failure) {
    return of(failure).map(cause -> !cause.mayBeDone()).orElse(false);
  }

  /** What the ledger said, wherever a stage has wrapped it. */
  public static Optional<LedgerException> of(Throwable failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof LedgerException said) {
        return Optional.of(said);
      }
    }
    return Optional.empty();
  }
}
