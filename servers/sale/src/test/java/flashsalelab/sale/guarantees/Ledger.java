package flashsalelab.sale.guarantees;

import static flashsalelab.sale.fixture.Waiting.await;

import flashsalelab.sale.Sku;
import flashsalelab.sale.redis.SaleKeys;
import flashsalelab.sale.redis.SaleRedis;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.redisson.api.stream.StreamMessageId;
import org.redisson.api.stream.StreamRangeArgs;
import org.redisson.client.codec.StringCodec;

/**
 * What the ledger says of a product, apart from every counter.
 *
 * @param standing the units of all orders that are reserved or paid
 * @param twice orders of a purchase that has one already
 */
record Ledger(int standing, long twice) {
  private static final Set<String> STANDING = Set.of("RESERVED", "PAID");

  /** Reads it. */
  static Ledger of(SaleRedis redis, Sku sku) {
    Map<StreamMessageId, Map<String, String>> entries =
        await(
            redis.send(redisson ->
                redisson
                    .<String, String>getStream(SaleKeys.ledger(sku), StringCodec.INSTANCE)
                    .rangeAsync(
                        StreamRangeArgs.startId(StreamMessageId.MIN).endId(StreamMessageId.MAX))));
    Map<String, Integer> units = new HashMap<>();
    entries
        .values()
        .forEach(entry ->
            units.put(
                entry.getOrDefault("order", ""),
                STANDING.contains(entry.getOrDefault("state", ""))
                    ? Integer.parseInt(entry.getOrDefault("quantity", ""))
                    : 0));
    List<String> purchases =
        entries.values().stream()
            .filter(entry -> "RESERVED".equals(entry.get("state")))
            .map(entry -> entry.get("buyer") + " " + entry.get("key"))
            .toList();
    return new Ledger(
        units.values().stream().mapToInt(Integer::intValue).sum(),
        purchases.size() - purchases.stream().distinct().count());
  }
}
