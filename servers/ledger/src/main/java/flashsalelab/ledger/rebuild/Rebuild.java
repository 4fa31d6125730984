package flashsalelab.ledger.rebuild;

import flashsalelab.ledger.database.LedgerDatabase;
import flashsalelab.ledger.projection.Claim;
import flashsalelab.ledger.projection.Projector;
import flashsalelab.sale.Sku;
import flashsalelab.sale.ledger.LedgerPage;
import flashsalelab.sale.ledger.RestoredOrder;
import flashsalelab.sale.redis.RedisRestore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/**
 * Makes Redis anew from the ledger, product by product. Meanwhile the product cannot be bought, and
 * no projector reads it: its position stays claimed. Blocks.
 */
public final class Rebuild {
  /** Rows that go to Redis in one script: it stands still for each of them. */
  private static final int PAGE = 250;

  private final LedgerDatabase database;
  private final Projector projector;
  private final RedisRestore redis;

  /**
   * @param projector brings what Redis still has into the ledger before it is dropped
   */
  public Rebuild(LedgerDatabase database, Projector projector, RedisRestore redis) {
    this.database = database;
    this.projector = projector;
    this.redis = redis;
  }

  /** What came of it. */
  public sealed interface Result {
    /** The product is on sale from the ledger. */
    record Rebuilt(Sku sku, int orders, int entries, int free, int held, int sold)
        implements Result {}

    /** Redis knows the product, and was not to be emptied of it: nothing was changed. */
    record NotEmpty(Sku sku) implements Result {}

    /** The ledger does not have the product: nothing was changed. */
    record Unknown(Sku sku) implements Result {}
  }

  /** Whether what Redis has of a product may be dropped. */
  public enum Present {
    /** Nothing may be there. */
    REFUSED,
    /** What is there is read into the ledger, as far as it does not contradict it, and dropped. */
    REPLACED
  }

  /** Every product of the ledger, in the order of creation. */
  public List<Sku> products() {
    return database.run(connection -> {
      List<Sku> skus = new ArrayList<>();
      try (PreparedStatement statement =
          connection.prepareStatement("select sku from product order by created_at, sku")) {
        ResultSet row = statement.executeQuery();
        while (row.next()) {
          skus.add(new Sku(row.getString("sku")));
        }
      }
      return skus;
    });
  }

  /**
   * Rebuilds a product.
   *
   * @throws flashsalelab.ledger.database.LedgerException if the ledger failed; do it again, with
   *     {@link Present#REPLACED}
   * @throws java.util.concurrent.CompletionException if Redis failed; do it again likewise
   */
  public Result rebuild(Sku sku, Present present) {
    return database.run(connection -> {
      untimed(connection);
      Claim claim = Claim.awaited(connection, sku);
      boolean empty = await(redis.isEmpty(sku));
      if (!empty && present == Present.REFUSED) {
        return new Result.NotEmpty(sku);
      }
      if (!empty) {
        empty(connection, sku, claim);
      }
      Optional<LedgerProduct> product = LedgerProduct.read(connection, sku);
      return product.isPresent()
          ? restore(connection, sku, product.get())
          : new Result.Unknown(sku);
    });
  }

  /** It takes as long as it takes. */
  private static void untimed(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(
          "set local statement_timeout = 0; set local lock_timeout = 0; set local idle_in_transaction_session_timeout = 0");
    }
  }

  /** Reads the product to its end, and takes it off sale there. */
  private void empty(Connection connection, Sku sku, Claim claim) throws SQLException {
    Claim now = claim;
    boolean halted = false;
    while (!halted) {
      Projector.Step step = projector.step(connection, sku, now);
      now = Claim.awaited(connection, sku);
      halted =
          switch (step) {
            case Projector.Step.Read read ->
                read.isUpToDate() && await(redis.halt(sku, read.position()));
            case Projector.Step.Forgotten forgotten -> {
              absorb(connection, sku);
              yield await(redis.halt(sku, ""));
            }
            case Projector.Step.Nothing nothing -> await(redis.halt(sku, ""));
            case Projector.Step.Taken taken -> false;
          };
    }
  }

  /** What Redis sold after its loss was promised, too: it is kept as far as the units go. */
  private void absorb(Connection connection, Sku sku) throws SQLException {
    projector.suspend(sku);
    Optional<String> entry = Optional.of(common(connection, sku));
    while (entry.isPresent()) {
      entry = projector.absorb(connection, sku, entry.get());
    }
  }

  /** The newest entry that both have. */
  private String common(Connection connection, Sku sku) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select entry from order_change where sku = ? and entry is not null order by id desc")) {
      statement.setFetchSize(PAGE);
      statement.setString(1, sku.value());
      ResultSet row = statement.executeQuery();
      while (row.next()) {
        String entry = row.getString("entry");
        if (projector.has(sku, entry)) {
          return entry;
        }
      }
      return LedgerPage.START;
    }
  }

  private Result restore(Connection connection, Sku sku, LedgerProduct product)
      throws SQLException {
    await(redis.clear(sku));
    figures(sku, product);
    LedgerHistory history = new LedgerHistory(connection, sku, PAGE);
    LedgerHistory.Read read = history.entries(page -> await(redis.entries(sku, page)));
    int orders =
        history.orders((List<RestoredOrder> page) -> await(redis.orders(product.product(), page)));
    RedisRestore.Opened opened =
        await(
            redis.open(product.product(), product.createdAt(), UUID.randomUUID().toString()));
    Claim.awaited(connection, sku).moveTo(read.last(), 0);
    return new Result.Rebuilt(
        sku, orders, read.entries(), opened.free(), opened.held(), opened.sold());
  }

  private void figures(Sku sku, LedgerProduct product) {
    List<Map.Entry<String, Integer>> taken = List.copyOf(product.taken().entrySet());
    await(
        redis.figures(sku, product.held(), product.sold(), product.restocks(), Map.of()));
    for (int from = 0; from < taken.size(); from += PAGE) {
      Map<String, Integer> part = new LinkedHashMap<>();
      taken
          .subList(from, Math.min(taken.size(), from + PAGE))
          .forEach(entry -> part.put(entry.getKey(), entry.getValue()));
      await(redis.figures(sku, product.held(), product.sold(), List.of(), part));
    }
  }

  private static <T> T await(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }
}
