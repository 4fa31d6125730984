package flashsalelab.ledger.rebuild;

import flashsalelab.ledger.database.LedgerDatabase;
import flashsalelab.ledger.projection.Claim;
import flashsalelab.ledger.projection.Projector;
import flashsalelab.sale.Sku;
import flashsalelab.sale.ledger.LedgerHead;
import flashsalelab.sale.ledger.LedgerPage;
import flashsalelab.sale.redis.RedisRestore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Takes a product off sale in Redis, and what has happened to it there into the ledger.
 *
 * <p>Off sale first, then without orders, so that nothing can happen to them any more; then its
 * ledger in Redis has an end, and is read to it. Only what is committed is dropped. Wherever this
 * stops, it can be begun again.
 */
final class Clearance {
  /** Rows that are fetched at once. */
  private static final int PAGE = 250;

  private final LedgerDatabase database;
  private final Projector projector;
  private final RedisRestore redis;

  Clearance(LedgerDatabase database, Projector projector, RedisRestore redis) {
    this.database = database;
    this.projector = projector;
    this.redis = redis;
  }

  /**
   * Clears Redis of a product, unless somebody puts it on sale again meanwhile. Blocks.
   *
   * @return false if the ledger does not have it, and cannot have it from Redis: nothing was
   *     changed
   */
  boolean of(Sku sku) {
    boolean known = database.run(connection -> takenIn(connection, sku));
    if (known) {
      await(redis.drop(sku));
    }
    return known;
  }

  /** Makes a transaction take as long as it takes. */
  static void untimed(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(
          "set local statement_timeout = 0; set local lock_timeout = 0; set local idle_in_transaction_session_timeout = 0");
    }
  }

  private boolean takenIn(Connection connection, Sku sku) throws SQLException {
    untimed(connection);
    Optional<String> entry = offSale(connection, sku);
    if (entry.isEmpty()) {
      return false;
    }
    await(redis.dropOrders(sku));
    Claim claim = Claim.awaited(connection, sku);
    while (entry.isPresent()) {
      entry = projector.absorb(connection, sku, claim, entry.get());
    }
    return true;
  }

  /** Up to which entry the product is in the ledger; empty if it is in neither. */
  private Optional<String> offSale(Connection connection, Sku sku) throws SQLException {
    while (true) {
      switch (projector.step(connection, sku, Claim.awaited(connection, sku))) {
        case Projector.Step.Read read -> {
          if (await(redis.halt(sku, read.head().product().stock()))) {
            return Optional.of(read.position());
          }
        }
        case Projector.Step.Forgotten(String position) -> {
          projector.suspend(sku);
          return Optional.of(common(connection, sku, position));
        }
        case Projector.Step.Nothing nothing -> {
          return Optional.empty();
        }
        case Projector.Step.Taken taken -> throw new IllegalStateException("the claim is gone");
      }
    }
  }

  /** The newest entry that both have. What Redis sold after its loss follows it. */
  private String common(Connection connection, Sku sku, String position) throws SQLException {
    Optional<String> oldest = projector.oldest(sku);
    if (oldest.isEmpty()) {
      return LedgerPage.START;
    }
    if (position.equals(LedgerPage.START) || projector.has(sku, position)) {
      return position;
    }
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select entry from order_change where sku = ? and entry is not null order by id desc")) {
      statement.setFetchSize(PAGE);
      statement.setString(1, sku.value());
      ResultSet row = statement.executeQuery();
      while (row.next()) {
        String entry = row.getString("entry");
        if (LedgerHead.millis(entry) < LedgerHead.millis(oldest.get())) {
          return LedgerPage.START;
        }
        if (projector.has(sku, entry)) {
          return entry;
        }
      }
      return LedgerPage.START;
    }
  }

  private static <T> T await(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }
}
