package flashsalelab.ledger.database;

import java.sql.Connection;
import java.sql.SQLException;

/** What is done in one transaction. It neither commits nor keeps the connection. */
@FunctionalInterface
public interface Transaction<T> {
  /**
   * Does it.
   *
   * @throws SQLException undoes all of it
   */
  T in(Connection connection) throws SQLException;
}
