package flashsalelab.lab.audit;

/** Reads what a sale has on record, past the servers that wrote it. */
public interface LedgerReader extends AutoCloseable {

  /**
   * The record of one product.
   *
   * @throws LedgerUnreadableException if it cannot be had
   */
  SaleLedger read(String sku);

  @Override
  void close();
}
