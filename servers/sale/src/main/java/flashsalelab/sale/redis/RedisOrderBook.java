package flashsalelab.sale.redis;

import flashsalelab.sale.BuyerId;
import flashsalelab.sale.Order;
import flashsalelab.sale.OrderAnswer;
import flashsalelab.sale.OrderBook;
import flashsalelab.sale.OrderChange;
import flashsalelab.sale.OrderId;
import flashsalelab.sale.OrderState;
import flashsalelab.sale.Sku;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.redisson.client.codec.StringCodec;

/** The orders in Redis. */
public final class RedisOrderBook implements OrderBook {
  private final SaleRedis redis;
  private final Transitions transitions;

  /** The orders in this Redis. */
  public RedisOrderBook(SaleRedis redis) {
    this.redis = redis;
    this.transitions = new Transitions(redis);
  }

  @Override
  public CompletionStage<OrderAnswer> find(OrderId id) {
    return redis
        .send(redisson ->
            redisson
                .<String, String>getMap(SaleKeys.order(id), StringCodec.INSTANCE)
                .readAllMapAsync())
        .thenCompose(fields ->
            fields.isEmpty()
                ? undecided(id)
                : CompletableFuture.completedFuture(new OrderAnswer.Found(order(id, fields))));
  }

  private CompletionStage<OrderAnswer> undecided(OrderId id) {
    return redis
        .send(redisson ->
            redisson
                .<String, String>getMap(SaleKeys.pending(id.sku()), StringCodec.INSTANCE)
                .containsKeyAsync(id.toString()))
        .thenApply(
            pending -> pending ? new OrderAnswer.Undecided(id) : new OrderAnswer.NoSuchOrder(id));
  }

  private static Order order(OrderId id, Map<String, String> fields) {
    return new Order(
        id,
        new BuyerId(fields.getOrDefault("buyer", "")),
        Integer.parseInt(fields.getOrDefault("quantity", "")),
        Long.parseLong(fields.getOrDefault("amount", "")),
        EpochMillis.readOptional(fields.getOrDefault("heldUntil", "")),
        fields.get("reason"),
        Replies.history(fields.getOrDefault("history", "")));
  }

  @Override
  public CompletionStage<List<OrderId>> overdue(Sku sku, int most) {
    return Script.OVERDUE
        .run(redis, List.of(SaleKeys.holds(sku)), Integer.toString(most))
        .thenApply(reply -> reply.stream().map(OrderId::parse).toList());
  }

  @Override
  public CompletionStage<OrderChange> charging(OrderId id) {
    return Script.CHARGING
        .run(redis, List.of(SaleKeys.order(id), SaleKeys.pending(id.sku())), id.toString())
        .thenApply(Replies::change);
  }

  @Override
  public CompletionStage<OrderChange> paid(OrderId id) {
    return transitions.change(id, OrderState.PAID);
  }

  @Override
  public CompletionStage<OrderChange> refunded(OrderId id) {
    return transitions.change(id, OrderState.REFUNDED);
  }
}
