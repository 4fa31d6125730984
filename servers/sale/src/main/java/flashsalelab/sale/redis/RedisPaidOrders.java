package flashsalelab.sale.redis;

import flashsalelab.sale.OrderId;
import flashsalelab.sale.OrderState;
import flashsalelab.sale.Sku;
import flashsalelab.sale.payment.PaidOrders;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.redisson.api.stream.StreamMessageId;
import org.redisson.api.stream.StreamRangeArgs;
import org.redisson.client.codec.StringCodec;

/** The paid orders, read from a product's ledger by a cursor: what was read is not read again. */
public final class RedisPaidOrders implements PaidOrders {
  private final SaleRedis redis;

  /** The paid orders in this Redis. */
  public RedisPaidOrders(SaleRedis redis) {
    this.redis = redis;
  }

  @Override
  public CompletionStage<Part> after(Sku sku, String cursor, int most) {
    return redis
        .send(redisson ->
            redisson
                .<String, String>getStream(SaleKeys.ledger(sku), StringCodec.INSTANCE)
                .rangeAsync(
                    StreamRangeArgs.startIdExclusive(id(cursor))
                        .endId(StreamMessageId.MAX)
                        .count(most)))
        .thenApply(entries -> part(cursor, entries, most));
  }

  private static StreamMessageId id(String cursor) {
    int dash = cursor.indexOf('-');
    return new StreamMessageId(
        Long.parseLong(cursor.substring(0, dash)), Long.parseLong(cursor.substring(dash + 1)));
  }

  private static Part part(
      String cursor, Map<StreamMessageId, Map<String, String>> entries, int most) {
    String last = cursor;
    for (StreamMessageId id : entries.keySet()) {
      last = id.toString();
    }
    List<OrderId> paid =
        entries.values().stream()
            .filter(entry -> OrderState.PAID.name().equals(entry.get("state")))
            .map(entry -> OrderId.parse(entry.getOrDefault("order", "")))
            .toList();
    return new Part(paid, last, entries.size() == most);
  }
}
