package flashsalelab.contract;

/** The contract of a sale in PostgreSQL, by the Jetty edge. */
final class JettyOnPostgresContract extends PostgresContract {
  JettyOnPostgresContract() {
    super("jetty", "postgres-conditional");
  }
}
