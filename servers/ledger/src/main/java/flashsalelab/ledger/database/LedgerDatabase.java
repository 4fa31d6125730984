package flashsalelab.ledger.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import flashsalelab.sale.backing.Reading;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.ToIntFunction;
import org.flywaydb.core.Flyway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process's connections to PostgreSQL. The schema is brought up to date in the background, so
 * that a process starts, and is live, while PostgreSQL is away; until then every transaction fails
 * at once. Both connections and waiting for them are bounded.
 */
public final class LedgerDatabase implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LedgerDatabase.class);
  private static final Duration RETRY = Duration.ofMillis(250);

  /** How many connections a process without work keeps. */
  private static final int LEAST_IDLE = 2;

  /** What the driver waits longer than the server, so that the server's word is heard. */
  private static final Duration MARGIN = Duration.ofSeconds(2);

  private final LedgerSettings settings;
  private final HikariDataSource pool;
  private final WaitingRoom room;
  private final Thread migrator;
  private volatile boolean ready;
  private volatile boolean closed;

  private LedgerDatabase(LedgerSettings settings, LedgerThreads threads) {
    this.settings = settings;
    this.pool = new HikariDataSource(config(settings));
    this.room = WaitingRoom.of(threads, settings.connections(), settings.longestWait());
    this.migrator = Thread.ofPlatform().daemon().name("ledger-schema").unstarted(this::migrate);
  }

  /** Starts to connect and returns at once. */
  public static LedgerDatabase open(LedgerSettings settings, LedgerThreads threads) {
    LedgerDatabase database = new LedgerDatabase(settings, threads);
    database.migrator.start();
    return database;
  }

  private static HikariConfig config(LedgerSettings settings) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("ledger");
    config.setJdbcUrl(settings.jdbcUrl());
    config.setUsername(settings.user());
    config.setPassword(settings.password().value());
    config.setMaximumPoolSize(settings.connections());
    config.setMinimumIdle(Math.min(LEAST_IDLE, settings.connections()));
    config.setConnectionTimeout(settings.longestWait().toMillis());
    config.setValidationTimeout(settings.longestWait().toMillis());
    config.setInitializationFailTimeout(-1);
    config.setAutoCommit(false);
    // Else what the pool asks an idle connection would begin a transaction, which stays open: it
    // would be ended by its time limit, or lend its moment of beginning to whoever comes next.
    config.setIsolateInternalQueries(true);
    config.setConnectionInitSql(
        "set lock_timeout = %d; set statement_timeout = %d; set idle_in_transaction_session_timeout = %d; set synchronous_commit = %s"
            .formatted(
                settings.longestWait().toMillis(),
                settings.timeout().toMillis(),
                settings.longestCall().toMillis(),
                settings.synchronous() ? "on" : "off"));
    config.addDataSourceProperty("ApplicationName", "flash-sale-lab");
    config.addDataSourceProperty("tcpKeepAlive", "true");
    config.addDataSourceProperty("connectTimeout", seconds(settings.timeout()));
    config.addDataSourceProperty("socketTimeout", seconds(settings.timeout().plus(MARGIN)));
    return config;
  }

  private static String seconds(Duration duration) {
    return Long.toString(Math.max(1, duration.toSeconds()));
  }

  /** Whatever goes wrong is tried again: without this thread the process would never be ready. */
  private void migrate() {
    String told = "";
    while (!closed && !ready) {
      try {
        Flyway.configure()
            .dataSource(settings.jdbcUrl(), settings.user(), settings.password().value())
            .locations("classpath:flashsalelab/ledger/migration")
            .load()
            .migrate();
        ready = true;
        LOG.info("the ledger is at {}", settings.url());
      } catch (RuntimeException e) {
        String why = String.valueOf(e.getMessage());
        if (!why.equals(told)) {
          LOG.warn(
              "the ledger at {} cannot be made ready, trying again every {} ms: {}",
              settings.url(),
              RETRY.toMillis(),
              why);
          told = why;
        }
        pause();
      }
    }
  }

  private void pause() {
    try {
      Thread.sleep(RETRY);
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  /**
   * Runs a transaction on a thread that may wait; never blocks the caller.
   *
   * @return fails with {@link LedgerException}
   */
  public <T> CompletionStage<T> ask(Transaction<T> transaction) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    room.run(
        () -> {
          try {
            answer.complete(run(transaction));
          } catch (Throwable e) {
            answer.completeExceptionally(e);
          }
        },
        why -> answer.completeExceptionally(LedgerException.away(why, null)));
    return answer;
  }

  /**
   * Runs a transaction, which the calling thread waits for.
   *
   * @throws LedgerException if it failed
   */
  public <T> T run(Transaction<T> transaction) {
    if (!ready) {
      throw LedgerException.away(
          "the ledger at %s is not ready yet".formatted(settings.url()), null);
    }
    Connection connection = connection();
    try {
      return committed(connection, transaction);
    } catch (SQLException e) {
      throw LedgerException.undone(e);
    } finally {
      release(connection);
    }
  }

  /** Whatever comes of this, the transaction is done or it is not. */
  private static void release(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.debug("a connection was not given back: {}", e.getMessage());
    }
  }

  private Connection connection() {
    try {
      return pool.getConnection();
    } catch (SQLException e) {
      throw LedgerException.away(
          "no connection to the ledger within %d ms".formatted(settings.longestWait().toMillis()),
          e);
    }
  }

  /** What is not committed is rolled back by the pool. */
  private static <T> T committed(Connection connection, Transaction<T> transaction)
      throws SQLException {
    T result = transaction.in(connection);
    try {
      connection.commit();
    } catch (SQLException e) {
      throw LedgerException.atCommit(e);
    }
    return result;
  }

  /** Whether PostgreSQL answers now, with the schema it has to have. The stage never fails. */
  public CompletionStage<Boolean> answers() {
    return this.<Boolean>ask(
            connection -> {
              try (var statement = connection.createStatement()) {
                return statement.execute("select 1");
              }
            })
        .exceptionally(failure -> false);
  }

  /** What is to be seen of the connections. */
  public List<Reading> readings() {
    return List.of(
        reading("active", "at work", HikariPoolMXBean::getActiveConnections),
        reading("idle", "idle", HikariPoolMXBean::getIdleConnections),
        new Reading(
            "ledger.waiting",
            "Transactions that wait for a connection to the ledger",
            () -> pool.getHikariPoolMXBean().getThreadsAwaitingConnection()));
  }

  private Reading reading(String name, String words, ToIntFunction<HikariPoolMXBean> connections) {
    return new Reading(
        "ledger.connections." + name,
        "Connections to the ledger that are " + words,
        () -> connections.applyAsInt(pool.getHikariPoolMXBean()));
  }

  /** Ends the connections; transactions under way fail. */
  @Override
  public void close() {
    closed = true;
    migrator.interrupt();
    room.close();
    pool.close();
  }
}
