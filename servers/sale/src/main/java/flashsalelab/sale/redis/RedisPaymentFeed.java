package flashsalelab.sale.redis;

import flashsalelab.sale.OrderId;
import flashsalelab.sale.Sku;
import flashsalelab.sale.payment.PaymentFeed;
import flashsalelab.sale.payment.PaymentTask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The payments to be made as a consumer group on the stream of each product. A group that is gone
 * is made anew from the beginning: done entries are deleted, so whatever the stream holds is to be
 * done.
 */
public final class RedisPaymentFeed implements PaymentFeed {
  private static final int WIDTH = 3;

  private final SaleRedis redis;
  private final String consumer;

  /**
   * @param consumer this process's name, unlike any other's
   */
  public RedisPaymentFeed(SaleRedis redis, String consumer) {
    this.redis = redis;
    this.consumer = consumer;
  }

  @Override
  public CompletionStage<List<PaymentTask>> next(Sku sku, int most) {
    return Script.PAYMENTS_NEXT
        .run(redis, List.of(SaleKeys.payments(sku)), consumer, Integer.toString(most))
        .thenApply(RedisPaymentFeed::tasks);
  }

  @Override
  public CompletionStage<List<PaymentTask>> abandoned(Sku sku, Duration silence, int most) {
    return Script.PAYMENTS_ABANDONED
        .run(
            redis,
            List.of(SaleKeys.payments(sku)),
            consumer,
            Integer.toString(most),
            Long.toString(silence.toMillis()))
        .thenApply(RedisPaymentFeed::tasks);
  }

  private static List<PaymentTask> tasks(List<String> reply) {
    List<PaymentTask> tasks = new ArrayList<>(reply.size() / WIDTH);
    for (int i = 0; i < reply.size(); i += WIDTH) {
      tasks.add(
          new PaymentTask(
              OrderId.parse(reply.get(i + 1)), reply.get(i), Integer.parseInt(reply.get(i + 2))));
    }
    return tasks;
  }

  @Override
  public CompletionStage<Void> done(PaymentTask task) {
    return end(task, "");
  }

  @Override
  public CompletionStage<Void> giveUp(PaymentTask task, String reason) {
    return end(task, reason.isEmpty() ? "no reason was given" : reason);
  }

  private CompletionStage<Void> end(PaymentTask task, String reason) {
    Sku sku = task.order().sku();
    return Script.PAYMENTS_END
        .run(
            redis,
            List.of(SaleKeys.payments(sku), SaleKeys.deadLetters(sku)),
            task.entry(),
            task.order().toString(),
            reason)
        .thenApply(reply -> null);
  }
}
