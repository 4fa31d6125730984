package flashsalelab.lab.audit;

/** A ledger cannot be read, so nothing can be proven from it. */
public class LedgerUnreadableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LedgerUnreadableException(String message) {
    super(message);
  }

  LedgerUnreadableException(String message, Throwable cause) {
    super(message, cause);
  }
}
