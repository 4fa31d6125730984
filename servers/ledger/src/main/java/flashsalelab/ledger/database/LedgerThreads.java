package flashsalelab.ledger.database;

/** What threads wait for the database: JDBC blocks. */
public enum LedgerThreads {
  /** A virtual thread for each transaction; the pool of connections bounds them. */
  VIRTUAL,
  /**
   * As many platform threads as there are connections, for a process that lives on an event loop.
   */
  POOL
}
