package flashsalelab.lab.launch;

import java.net.URI;
import java.util.Map;

/**
 * Where a PostgreSQL is, and who connects to it.
 *
 * @param host as whoever connects sees it
 * @param port likewise
 * @param user who owns the database
 * @param password of that user
 */
public record DatabaseAddress(String host, int port, String user, String password) {
  /** The database: the one that every new server has. */
  public static final String NAME = "postgres";

  /** The user that the lab's servers are made with. */
  public static final String USER = "sale";

  /** As a JDBC driver takes it. */
  public String jdbcUrl() {
    return "jdbc:" + uri();
  }

  /** Without the user. */
  public URI uri() {
    return URI.create("postgresql://%s:%d/%s".formatted(host, port, NAME));
  }

  /** What a process of the sale is told. */
  public Map<String, String> environment() {
    return Map.of(
        Topology.DATABASE_URL,
        uri().toString(),
        Topology.DATABASE_USER,
        user,
        Topology.DATABASE_PASSWORD,
        password);
  }
}
