package flashsalelab.sale.redis;

import flashsalelab.sale.BuyerId;
import flashsalelab.sale.IdempotencyKey;
import flashsalelab.sale.OrderId;
import flashsalelab.sale.Purchase;
import flashsalelab.sale.PurchaseRequest;
import flashsalelab.sale.Sku;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/**
 * This process's turns at the streams of accepted purchases. It has a product's stream to itself
 * while its lease lasts, and gives it up when it finds the stream empty.
 */
final class QueueTurns {
  private static final int WIDTH = 5;

  private final SaleRedis redis;
  private final String process = UUID.randomUUID().toString();
  private final Duration lease;
  private final String leaseMillis;

  QueueTurns(SaleRedis redis, Duration lease) {
    this.redis = redis;
    this.lease = lease;
    this.leaseMillis = Long.toString(lease.toMillis());
  }

  /** How long a lease lasts; whoever counts from the moment of asking gives it up in time. */
  Duration lease() {
    return lease;
  }

  /**
   * What a turn brings.
   *
   * @param undecided how many purchases wait, with these
   * @param entries where they stand in the stream
   * @param requests the first of them; none if there is nothing, or another process decides
   */
  record Turn(long undecided, List<String> entries, List<PurchaseRequest> requests) {}

  /**
   * Takes out what is decided and asks for what comes first now, which is what it had before and
   * did not take out.
   *
   * @param most how many at most; with 0 it gives the stream up
   */
  CompletionStage<Turn> next(Sku sku, List<String> decided, int most) {
    List<Object> arguments = new ArrayList<>(3 + decided.size());
    arguments.add(process);
    arguments.add(leaseMillis);
    arguments.add(Integer.toString(most));
    arguments.addAll(decided);
    return Script.QUEUE_NEXT
        .run(redis, List.of(SaleKeys.queue(sku), SaleKeys.deciding(sku)), arguments.toArray())
        .thenApply(reply -> turn(sku, reply));
  }

  private static Turn turn(Sku sku, List<String> reply) {
    int handed = (reply.size() - 1) / WIDTH;
    List<String> entries = new ArrayList<>(handed);
    List<PurchaseRequest> requests = new ArrayList<>(handed);
    for (int i = 1; i < reply.size(); i += WIDTH) {
      entries.add(reply.get(i));
      Purchase purchase =
          new Purchase(
              sku,
              new BuyerId(reply.get(i + 2)),
              new IdempotencyKey(reply.get(i + 3)),
              Integer.parseInt(reply.get(i + 4)));
      requests.add(new PurchaseRequest(purchase, OrderId.parse(reply.get(i + 1))));
    }
    return new Turn(Long.parseLong(reply.getFirst()), entries, requests);
  }

  /** Prolongs the lease; whether it still was this process's. */
  CompletionStage<Boolean> renew(Sku sku) {
    return Script.QUEUE_RENEW
        .run(redis, List.of(SaleKeys.deciding(sku)), process, leaseMillis)
        .thenApply(reply -> !reply.isEmpty());
  }
}
