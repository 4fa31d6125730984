package flashsalelab.sale.redis;

import flashsalelab.sale.BuyerId;
import flashsalelab.sale.IdempotencyKey;
import flashsalelab.sale.OrderId;
import flashsalelab.sale.Purchase;
import flashsalelab.sale.PurchaseRecords;
import flashsalelab.sale.Reconciliation;
import flashsalelab.sale.Sku;
import flashsalelab.sale.Stages;
import flashsalelab.sale.StockBooks;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;

/** The sale's account in Redis. */
public final class RedisStockBooks implements StockBooks {
  private final SaleRedis redis;
  private final PurchaseRecords records;

  /**
   * @param records where purchases are admitted
   */
  public RedisStockBooks(SaleRedis redis, PurchaseRecords records) {
    this.redis = redis;
    this.records = records;
  }

  @Override
  public CompletionStage<Optional<Reconciliation>> reconcile(Sku sku, Duration grace) {
    return Script.STALE
        .run(redis, List.of(SaleKeys.pending(sku)), Long.toString(grace.toMillis()))
        .thenCompose(stale -> withdraw(sku, stale, grace))
        .thenCompose(withdrawn -> mend(sku, grace, withdrawn));
  }

  private CompletionStage<Integer> withdraw(Sku sku, List<String> stale, Duration grace) {
    List<Integer> places = IntStream.range(0, stale.size() / 2).boxed().toList();
    return Stages.each(
            places,
            place ->
                records.withdraw(
                    admitted(sku, stale.get(2 * place + 1)),
                    OrderId.parse(stale.get(2 * place)),
                    grace))
        .thenApply(withdrawn -> (int) withdrawn.stream().filter(done -> done).count());
  }

  /** A purchase as it was noted at its admission: {@code <epoch ms> <quantity> <buyer> <key>}. */
  private static Purchase admitted(Sku sku, String note) {
    String[] parts = note.split(" ", -1);
    return new Purchase(
        sku, new BuyerId(parts[2]), new IdempotencyKey(parts[3]), Integer.parseInt(parts[1]));
  }

  private CompletionStage<Optional<Reconciliation>> mend(Sku sku, Duration grace, int withdrawn) {
    return Script.RECONCILE
        .run(
            redis,
            List.of(
                SaleKeys.product(sku),
                SaleKeys.stock(sku),
                SaleKeys.totals(sku),
                SaleKeys.pending(sku),
                SaleKeys.owed(sku),
                SaleKeys.permits(sku),
                SaleKeys.leases(sku)),
            Long.toString(grace.toMillis()))
        .thenApply(reply -> reconciliation(sku, withdrawn, reply));
  }

  private static Optional<Reconciliation> reconciliation(
      Sku sku, int withdrawn, List<String> reply) {
    if (reply.isEmpty()) {
      return Optional.empty();
    }
    int[] units = reply.stream().mapToInt(Integer::parseInt).toArray();
    return Optional.of(
        new Reconciliation(
            sku, units[0], units[1], units[2], units[3], units[4], withdrawn, units[5], units[6],
            units[7]));
  }
}
