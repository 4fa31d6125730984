package flashsalelab.ledger.projection;

import flashsalelab.ledger.database.LedgerDatabase;
import flashsalelab.sale.Sku;
import flashsalelab.sale.ledger.LedgerEntry;
import flashsalelab.sale.ledger.LedgerHead;
import flashsalelab.sale.ledger.LedgerPage;
import flashsalelab.sale.redis.RedisLedgerReader;
import flashsalelab.sale.redis.RedisSuspension;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * Brings what was decided of a product from Redis into the ledger, a page at a time. Reading the
 * position, the rows, and the new position are one transaction, so each entry works once, however
 * often a process ends in between; the lock on the position keeps two processes apart.
 */
public final class Projector {
  private final LedgerDatabase database;
  private final RedisLedgerReader redis;
  private final RedisSuspension suspension;
  private final Duration keyLife;
  private final int page;

  /**
   * @param suspension takes products off sale that Redis has lost a part of
   * @param keyLife for how long a key stands for its order
   * @param page how many entries are written at once, at most
   */
  public Projector(
      LedgerDatabase database,
      RedisLedgerReader redis,
      RedisSuspension suspension,
      Duration keyLife,
      int page) {
    this.database = database;
    this.redis = redis;
    this.suspension = suspension;
    this.keyLife = keyLife;
    this.page = page;
  }

  /** What a step came to. */
  public sealed interface Step {
    /**
     * The ledger is read to a position.
     *
     * @param head where it ended after that
     * @param entries how many were read by this step
     * @param refused how many of them contradict the ledger
     */
    record Read(String position, LedgerHead head, int entries, int refused) implements Step {
      /** Whether nothing is left to be read. */
      public boolean isUpToDate() {
        return position.equals(head.newest());
      }
    }

    /** Another process reads this product. */
    record Taken() implements Step {}

    /**
     * Redis has lost what the ledger has: it must be rebuilt before anything is sold or read on.
     *
     * @param position how far the ledger was read
     */
    record Forgotten(String position) implements Step {}

    /** There is no such product, and never was. */
    record Nothing() implements Step {}
  }

  /** Where a product stands in Redis, without a look at the ledger. */
  Optional<LedgerHead> head(Sku sku) {
    return redis.head(sku, Integer.MAX_VALUE).toCompletableFuture().join();
  }

  /**
   * Reads on by a page. A product that Redis has lost a part of is taken off sale: what it has free
   * may be sold already. Blocks.
   *
   * @throws flashsalelab.ledger.database.LedgerException if the ledger failed; nothing was done, or
   *     all of it
   * @throws java.util.concurrent.CompletionException if Redis cannot be asked; nothing was done
   */
  public Step step(Sku sku) {
    return database.run(connection -> {
      Optional<Claim> claim = Claim.taken(connection, sku);
      if (claim.isEmpty()) {
        return new Step.Taken();
      }
      Step step = step(connection, sku, claim.get());
      // While the claim lasts: whoever rebuilds the product waits for it, and puts it on sale
      // again.
      if (step instanceof Step.Forgotten) {
        suspend(sku);
      }
      return step;
    });
  }

  /** Takes a product off sale until it is rebuilt. Blocks. */
  public void suspend(Sku sku) {
    suspension.suspend(sku).toCompletableFuture().join();
  }

  /** Whether Redis still has an entry. Blocks. */
  public boolean has(Sku sku, String entry) {
    return after(sku, entry, 0).goesOn();
  }

  /** The oldest entry that Redis has; empty if it has none. Blocks. */
  public Optional<String> oldest(Sku sku) {
    return after(sku, LedgerPage.START, 1).entries().stream().map(LedgerEntry::id).findFirst();
  }

  /**
   * Takes in a page after an entry that both have, of a product that is off sale. What contradicts
   * the ledger is refused. For one who has the claim, which moves on. Blocks.
   *
   * @return the last entry that was read; empty if there was none
   */
  public Optional<String> absorb(Connection connection, Sku sku, Claim claim, String entry)
      throws SQLException {
    ProductRow product = new ProductRow(connection, sku);
    Optional<Stock> stock = product.stock();
    LedgerPage read = after(sku, entry, page);
    if (stock.isEmpty() || read.entries().isEmpty()) {
      return Optional.empty();
    }
    write(connection, sku, product, fold(connection, sku, stock.get(), read));
    String last = read.entries().getLast().id();
    claim.moveTo(last, read.entries().size());
    return Optional.of(last);
  }

  private LedgerPage after(Sku sku, String position, int most) {
    return redis.after(sku, position, most).toCompletableFuture().join();
  }

  private static void write(Connection connection, Sku sku, ProductRow product, PageRows rows)
      throws SQLException {
    new LedgerWriter(connection, sku.value()).write(rows);
    product.keep(rows.stock());
  }

  /** Reads on by a page, for one who has the claim already. */
  public Step step(Connection connection, Sku sku, Claim claim) throws SQLException {
    ProductRow product = new ProductRow(connection, sku);
    Optional<Stock> before = product.stock();
    int supplied = before.map(Stock::supplied).orElse(0);
    LedgerPage read = after(sku, claim.position(), page);
    Optional<LedgerHead> head = redis.head(sku, supplied).toCompletableFuture().join();
    if (head.isEmpty() && before.isEmpty()) {
      return new Step.Nothing();
    }
    if (!read.goesOn() || head.isEmpty() || head.get().suppliedBefore() < supplied) {
      return new Step.Forgotten(claim.position());
    }
    Stock stock = product.supply(head.get(), before);
    PageRows rows = fold(connection, sku, stock, read);
    write(connection, sku, product, rows);
    String position = claim.position();
    if (!read.entries().isEmpty()) {
      position = read.entries().getLast().id();
      claim.moveTo(position, read.entries().size());
    }
    return new Step.Read(position, head.get(), read.entries().size(), rows.refused().size());
  }

  private PageRows fold(Connection connection, Sku sku, Stock stock, LedgerPage read)
      throws SQLException {
    KnownRows known = new KnownRows(connection);
    return PageFolding.fold(
        keyLife,
        stock,
        known.orders(read.entries()),
        known.owners(sku, read.entries()),
        read.entries());
  }
}
