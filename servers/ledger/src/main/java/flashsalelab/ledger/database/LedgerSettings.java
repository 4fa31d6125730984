package flashsalelab.ledger.database;

import flashsalelab.sale.settings.Secret;
import flashsalelab.sale.settings.SettingsReader;
import java.time.Duration;
import java.util.List;
import org.postgresql.Driver;

/**
 * How a process uses the ledger.
 *
 * @param on {@code LEDGER}: whether decided purchases are kept in the ledger
 * @param url {@code LEDGER_URL}: {@code postgresql://host:port/database}
 * @param user {@code LEDGER_USER}
 * @param password {@code LEDGER_PASSWORD}
 * @param connections {@code LEDGER_CONNECTIONS}: at most, at once
 * @param longestWait {@code LEDGER_WAIT_MS}: the longest wait for a connection, and then for a lock
 * @param timeout {@code LEDGER_TIMEOUT_MS}: the longest that one statement takes
 * @param synchronous {@code LEDGER_SYNCHRONOUS_COMMIT}: whether what is committed is on disk when
 *     it is answered
 */
public record LedgerSettings(
    boolean on,
    String url,
    String user,
    Secret password,
    int connections,
    Duration longestWait,
    Duration timeout,
    boolean synchronous) {
  private static final String JDBC = "jdbc:";
  private static final String SCHEME = "postgresql://";
  private static final String ON = "on";
  private static final List<String> SWITCH = List.of(ON, "off");

  /** The shortest wait that the pool can be told. */
  private static final int SHORTEST_WAIT_MS = 250;

  /** Reads the variables that begin with {@code LEDGER}. */
  public static LedgerSettings read(SettingsReader environment) {
    return new LedgerSettings(
        environment.choice("LEDGER", "off", SWITCH).equals(ON),
        environment.parsed("LEDGER_URL", SCHEME + "127.0.0.1:5432/ledger", LedgerSettings::address),
        environment.text("LEDGER_USER", "ledger"),
        new Secret(environment.text("LEDGER_PASSWORD", "")),
        environment.integer("LEDGER_CONNECTIONS", 10, 1, 1_000),
        environment.millis("LEDGER_WAIT_MS", 1_000, SHORTEST_WAIT_MS, 60_000),
        environment.millis("LEDGER_TIMEOUT_MS", 10_000, SHORTEST_WAIT_MS, 600_000),
        environment.choice("LEDGER_SYNCHRONOUS_COMMIT", ON, SWITCH).equals(ON));
  }

  private static String address(String text) {
    if (!text.startsWith(SCHEME)
        || text.length() == SCHEME.length()
        || Driver.parseURL(JDBC + text, null) == null) {
      throw new IllegalArgumentException("must be " + SCHEME + "<host>:<port>/<database>");
    }
    return text;
  }

  /** The address as JDBC takes it. */
  String jdbcUrl() {
    return JDBC + url;
  }

  /**
   * The longest that one transaction of a few statements takes, until it is known to have failed.
   */
  public Duration longestCall() {
    return longestWait.plus(timeout);
  }
}
