package flashsalelab.sale.stock;

import flashsalelab.sale.Sku;
import flashsalelab.sale.redis.SaleKeys;
import flashsalelab.sale.redis.SaleRedis;
import java.util.concurrent.CompletionStage;
import org.redisson.api.options.PlainOptions;
import org.redisson.client.codec.StringCodec;

/** The free units as a plain number, read and written by commands that are no step together. */
final class StockCounter {
  private final SaleRedis redis;

  StockCounter(SaleRedis redis) {
    this.redis = redis;
  }

  /** The free units; 0 if the key is missing. */
  CompletionStage<Integer> read(Sku sku) {
    return redis
        .send(redisson ->
            redisson.<String>getBucket(SaleKeys.stock(sku), StringCodec.INSTANCE).getAsync())
        .thenApply(units -> units == null ? 0 : Integer.parseInt(units));
  }

  /** Writes the free units, whatever they are meanwhile. */
  CompletionStage<Void> write(Sku sku, int free) {
    return redis.send(redisson ->
        redisson
            .<String>getBucket(SaleKeys.stock(sku), StringCodec.INSTANCE)
            .setAsync(Integer.toString(free)));
  }

  /** Writes the free units if they still are what was read; sent once. */
  CompletionStage<Boolean> replace(Sku sku, int read, int free) {
    return redis.send(redisson ->
        redisson
            .<String>getBucket(
                PlainOptions.name(SaleKeys.stock(sku)).codec(StringCodec.INSTANCE).retryAttempts(0))
            .compareAndSetAsync(Integer.toString(read), Integer.toString(free)));
  }
}
