package flashsalelab.ledger.rebuild;

import flashsalelab.ledger.database.LedgerDatabase;
import flashsalelab.ledger.projection.Claim;
import flashsalelab.ledger.projection.Projector;
import flashsalelab.sale.Sku;
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
  private final RedisRestore redis;
  private final Clearance clearance;

  /**
   * @param projector brings what Redis still has into the ledger before it is dropped
   */
  public Rebuild(LedgerDatabase database, Projector projector, RedisRestore redis) {
    this.database = database;
    this.redis = redis;
    this.clearance = new Clearance(database, projector, redis);
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
   * @throws IllegalStateException if the product was sold by the ledger itself and never in Redis
   */
  public Result rebuild(Sku sku, Present present) {
    while (true) {
      Optional<Result> result = database.run(connection -> restored(connection, sku));
      if (result.isPresent()) {
        return result.get();
      }
      if (present == Present.REFUSED) {
        return new Result.NotEmpty(sku);
      }
      if (!clearance.of(sku)) {
        return new Result.Unknown(sku);
      }
    }
  }

  /** Empty if Redis has something of the product: nothing was changed. */
  private Optional<Result> restored(Connection connection, Sku sku) throws SQLException {
    Clearance.untimed(connection);
    Claim claim = Claim.awaited(connection, sku);
    if (!await(redis.isEmpty(sku))) {
      return Optional.empty();
    }
    Optional<LedgerProduct> product = LedgerProduct.read(connection, sku);
    return Optional.of(
        product.isPresent()
            ? restore(connection, sku, claim, product.get())
            : new Result.Unknown(sku));
  }

  private Result restore(Connection connection, Sku sku, Claim claim, LedgerProduct product)
      throws SQLException {
    await(redis.clear(sku));
    LedgerHistory history = new LedgerHistory(connection, sku, PAGE);
    LedgerHistory.Read read = history.entries(page -> await(redis.entries(sku, page)));
    figures(sku, product);
    int orders =
        history.orders((List<RestoredOrder> page) -> await(redis.orders(product.product(), page)));
    RedisRestore.Opened opened =
        await(redis.open(product.product(), product.createdAt(), UUID.randomUUID().toString()));
    claim.moveTo(read.last(), 0);
    return new Result.Rebuilt(
        sku, orders, read.entries(), opened.free(), opened.held(), opened.sold());
  }

  private void figures(Sku sku, LedgerProduct product) {
    List<Map.Entry<String, Integer>> taken = List.copyOf(product.taken().entrySet());
    await(redis.figures(sku, product.held(), product.sold(), product.restocks(), Map.of()));
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
