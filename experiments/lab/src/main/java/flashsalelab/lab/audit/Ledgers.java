package flashsalelab.lab.audit;

import flashsalelab.lab.launch.DatabaseAddress;
import flashsalelab.lab.launch.Deployment;
import java.net.URI;
import java.util.Optional;

/** Where a deployment keeps its records, and so who reads them. */
public final class Ledgers {
  private Ledgers() {}

  /**
   * The reader of a deployment: of Redis or of PostgreSQL, and of both where one remembers what the
   * other decides.
   *
   * @throws LedgerUnreadableException if it has neither
   */
  public static LedgerReader of(Deployment deployment) {
    Optional<URI> redis = deployment.redis();
    Optional<DatabaseAddress> database = deployment.database();
    if (redis.isPresent()) {
      LedgerReader deciding = RedisLedger.at(redis.get());
      return database
          .<LedgerReader>map(address -> new TwoLedgers(deciding, PostgresLedger.at(address)))
          .orElse(deciding);
    }
    return PostgresLedger.at(
        database.orElseThrow(() ->
            new LedgerUnreadableException("the deployment has neither Redis nor PostgreSQL")));
  }
}
