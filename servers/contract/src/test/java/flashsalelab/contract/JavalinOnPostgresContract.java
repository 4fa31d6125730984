package flashsalelab.contract;

/** The contract of a sale in PostgreSQL, by the Javalin edge. */
final class JavalinOnPostgresContract extends PostgresContract {
  JavalinOnPostgresContract() {
    super("javalin", "postgres-for-update");
  }
}
