package flashsalelab.sale.redis;

import flashsalelab.sale.Sku;
import flashsalelab.sale.latch.Glance;
import flashsalelab.sale.latch.Glances;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Glances at products in Redis, each one script that writes nothing. */
public final class RedisGlances implements Glances {
  /** The most reservations that one glance tells. */
  static final int MOST = 1_000;

  private static final int HEAD = 3;

  private final SaleRedis redis;

  /** Glances in this Redis. */
  public RedisGlances(SaleRedis redis) {
    this.redis = redis;
  }

  @Override
  public CompletionStage<Glance> at(Sku sku, int known) {
    return Script.GLANCE
        .run(
            redis,
            List.of(
                SaleKeys.product(sku),
                SaleKeys.stock(sku),
                SaleKeys.queue(sku),
                SaleKeys.queued(sku),
                SaleKeys.pending(sku),
                SaleKeys.reserved(sku)),
            Integer.toString(known),
            Integer.toString(MOST))
        .thenApply(RedisGlances::glance);
  }

  private static Glance glance(List<String> reply) {
    if (reply.isEmpty()) {
      return Glance.OPEN;
    }
    int pending = HEAD + Integer.parseInt(reply.get(2));
    return new Glance(
        true,
        Integer.parseInt(reply.get(0)),
        Integer.parseInt(reply.get(1)),
        reply.subList(HEAD, pending),
        new HashSet<>(reply.subList(pending, reply.size())));
  }
}
