package flashsalelab.sale.redis;

import flashsalelab.sale.OrderChanges;
import flashsalelab.sale.OrderId;
import flashsalelab.sale.Sku;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** What becomes of orders, read from the ledger of their product: a position is an entry's id. */
public final class RedisOrderChanges implements OrderChanges {
  private static final String NONE = "";

  private final SaleRedis redis;

  /** The changes in this Redis. */
  public RedisOrderChanges(SaleRedis redis) {
    this.redis = redis;
  }

  @Override
  public CompletionStage<String> position(Sku sku) {
    return changes(sku, NONE, 0).thenApply(Page::position);
  }

  @Override
  public CompletionStage<Page> after(Sku sku, String position, int most) {
    return changes(sku, position, most);
  }

  private CompletionStage<Page> changes(Sku sku, String position, int most) {
    return Script.CHANGES
        .run(redis, List.of(SaleKeys.ledger(sku)), position, Integer.toString(most))
        .thenApply(reply ->
            new Page(reply.stream().skip(1).map(OrderId::parse).toList(), reply.getFirst()));
  }
}
