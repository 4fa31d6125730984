package flashsalelab.sale.redis;

import flashsalelab.sale.Catalogue;
import flashsalelab.sale.OrderId;
import flashsalelab.sale.Sku;
import flashsalelab.sale.Stages;
import flashsalelab.sale.payment.DeadLetter;
import flashsalelab.sale.payment.DeadLetters;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.redisson.client.codec.StringCodec;

/** The payments that were given up, in Redis. */
public final class RedisDeadLetters implements DeadLetters {
  private final SaleRedis redis;
  private final Catalogue catalogue;

  /** The dead letters of these products. */
  public RedisDeadLetters(SaleRedis redis, Catalogue catalogue) {
    this.redis = redis;
    this.catalogue = catalogue;
  }

  @Override
  public CompletionStage<List<DeadLetter>> all() {
    return catalogue
        .skus()
        .thenCompose(skus -> Stages.each(skus, this::of))
        .thenApply(letters -> letters.stream().flatMap(List::stream).toList());
  }

  private CompletionStage<List<DeadLetter>> of(Sku sku) {
    return redis
        .send(redisson ->
            redisson
                .<String, String>getMap(SaleKeys.deadLetters(sku), StringCodec.INSTANCE)
                .readAllMapAsync())
        .thenApply(letters ->
            letters.entrySet().stream()
                .map(RedisDeadLetters::letter)
                .sorted(Comparator.comparing(DeadLetter::at))
                .toList());
  }

  private static DeadLetter letter(Map.Entry<String, String> entry) {
    int space = entry.getValue().indexOf(' ');
    return new DeadLetter(
        OrderId.parse(entry.getKey()),
        EpochMillis.read(entry.getValue().substring(0, space)),
        entry.getValue().substring(space + 1));
  }

  @Override
  public CompletionStage<Boolean> retry(OrderId order) {
    return Script.PAYMENTS_RETRY
        .run(
            redis,
            List.of(SaleKeys.payments(order.sku()), SaleKeys.deadLetters(order.sku())),
            order.toString())
        .thenApply(reply -> reply.getFirst().equals("retried"));
  }
}
