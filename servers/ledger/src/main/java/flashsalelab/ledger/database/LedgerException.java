package flashsalelab.ledger.database;

import flashsalelab.sale.backing.BackingFailures;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A transaction that failed, with what is known of it. */
public final class LedgerException extends RuntimeException implements BackingFailures.Temporary {
  private static final long serialVersionUID = 1L;

  private final boolean done;
  private final boolean away;
  private final String state;

  private LedgerException(
      String message, @Nullable Throwable cause, boolean done, boolean away, String state) {
    super(message, cause);
    this.done = done;
    this.away = away;
    this.state = state;
  }

  /** The database could not be asked: nothing was done. */
  static LedgerException away(String why, @Nullable Throwable cause) {
    return new LedgerException(why, cause, false, true, "");
  }

  /** A statement failed, and with it the transaction: nothing was done. */
  static LedgerException undone(SQLException cause) {
    return new LedgerException(
        "nothing was done in the ledger: " + cause.getMessage(),
        cause,
        false,
        isAway(cause),
        state(cause));
  }

  /** The commit failed: whether it was done is known only if the database said so. */
  static LedgerException atCommit(SQLException cause) {
    boolean lost = isAway(cause);
    return new LedgerException(
        "the commit failed: " + cause.getMessage(), cause, lost, lost, state(cause));
  }

  private static String state(SQLException cause) {
    String state = cause.getSQLState();
    return state == null ? "" : state;
  }

  /**
   * PostgreSQL's classes of errors: 08 connection, 53 resources, 57 operator intervention (also a
   * statement's time limit), 55P03 a lock's time limit, 25P03 a transaction's, after which the
   * connection is gone, 58 system. No state: the driver's own.
   */
  private static boolean isAway(SQLException cause) {
    String state = state(cause);
    return state.isEmpty()
        || state.startsWith("08")
        || state.startsWith("53")
        || state.startsWith("57")
        || state.startsWith("58")
        || state.equals("55P03")
        || state.equals("25P03");
  }

  /** Whether the transaction may have been done all the same. */
  public boolean mayBeDone() {
    return done;
  }

  @Override
  public boolean isAway() {
    return away;
  }

  /** The SQLSTATE of the error; empty if there is none. */
  public String state() {
    return state;
  }
}
