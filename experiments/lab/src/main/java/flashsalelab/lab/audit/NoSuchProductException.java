package flashsalelab.lab.audit;

/** Whoever keeps the sale's records was asked, and has nothing on record of a product. */
public final class NoSuchProductException extends LedgerUnreadableException {
  private static final long serialVersionUID = 1L;

  /** Says which one, and who was asked. */
  public NoSuchProductException(String message) {
    super(message);
  }
}
