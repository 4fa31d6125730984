package flashsalelab.lab.launch;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/**
 * Whether a PostgreSQL lets somebody in. That something listens is not enough: a server that starts
 * or recovers says so and closes the connection.
 */
final class DatabaseGreeting {
  private static final String LIMIT_SECONDS = "2";

  private DatabaseGreeting() {}

  /** What is said instead; empty if it is ready. */
  static String missing(DatabaseAddress address) {
    var properties = new Properties();
    properties.setProperty("user", address.user());
    properties.setProperty("password", address.password());
    properties.setProperty("connectTimeout", LIMIT_SECONDS);
    properties.setProperty("socketTimeout", LIMIT_SECONDS);
    try (Connection connection = DriverManager.getConnection(address.jdbcUrl(), properties)) {
      return connection.isValid(1) ? "" : "it takes connections and answers nothing";
    } catch (SQLException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
