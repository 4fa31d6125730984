package flashsalelab.sale.redis;

import flashsalelab.sale.IdempotencyKey;
import flashsalelab.sale.Inventory;
import flashsalelab.sale.Offer;
import flashsalelab.sale.Product;
import flashsalelab.sale.RestockAnswer;
import flashsalelab.sale.SaleWindow;
import flashsalelab.sale.Sku;
import flashsalelab.sale.Stages;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.redisson.client.codec.StringCodec;

/** The products in Redis, each step one script. */
public final class RedisInventory implements Inventory {
  private final SaleRedis redis;

  /** The products in this Redis. */
  public RedisInventory(SaleRedis redis) {
    this.redis = redis;
  }

  @Override
  public CompletionStage<Boolean> create(Product product) {
    return Script.SUPPLY
        .run(
            redis,
            List.of(SaleKeys.product(product.sku()), SaleKeys.stock(product.sku())),
            UUID.randomUUID().toString(),
            product.name(),
            Long.toString(product.price()),
            Integer.toString(product.stock()),
            Integer.toString(product.perBuyer()),
            EpochMillis.write(product.opensAt()),
            EpochMillis.write(product.closesAt()))
        .thenCompose(reply -> list(product.sku(), reply));
  }

  /** A product that exists is listed again: its creator may have ended in between. */
  private CompletionStage<Boolean> list(Sku sku, List<String> reply) {
    return redis
        .send(redisson ->
            redisson
                .<String>getScoredSortedSet(SaleKeys.PRODUCTS, StringCodec.INSTANCE)
                .addIfAbsentAsync(Double.parseDouble(reply.get(1)), sku.value()))
        .thenApply(added -> reply.getFirst().equals("created"));
  }

  @Override
  public CompletionStage<RestockAnswer> restock(Sku sku, IdempotencyKey key, int quantity) {
    return Script.RESTOCK
        .run(
            redis,
            List.of(SaleKeys.product(sku), SaleKeys.stock(sku), SaleKeys.restocks(sku)),
            key.value(),
            Integer.toString(quantity),
            UUID.randomUUID().toString(),
            Integer.toString(Product.MOST_STOCK))
        .thenApply(RedisInventory::restocked);
  }

  private static RestockAnswer restocked(List<String> reply) {
    return switch (reply.getFirst()) {
      case "no_product" -> new RestockAnswer.NoSuchProduct();
      case "key_reused" -> new RestockAnswer.KeyReused();
      case "too_many" ->
          new RestockAnswer.TooMany(Integer.parseInt(reply.get(1)), Product.MOST_STOCK);
      default ->
          new RestockAnswer.Restocked(
              Integer.parseInt(reply.get(1)), reply.getFirst().equals("again"));
    };
  }

  @Override
  public CompletionStage<Optional<Offer>> open(Sku sku, SaleWindow window) {
    return move(sku, "open", window);
  }

  @Override
  public CompletionStage<Optional<Offer>> close(Sku sku) {
    return move(sku, "closed", SaleWindow.ALWAYS);
  }

  private CompletionStage<Optional<Offer>> move(Sku sku, String state, SaleWindow window) {
    return Script.WINDOW
        .run(
            redis,
            offerKeys(sku),
            state,
            EpochMillis.write(window.opensAt()),
            EpochMillis.write(window.closesAt()))
        .thenApply(reply -> offer(sku, reply));
  }

  @Override
  public CompletionStage<Optional<Offer>> find(Sku sku) {
    return Script.OFFER.run(redis, offerKeys(sku)).thenApply(reply -> offer(sku, reply));
  }

  @Override
  public CompletionStage<List<Offer>> all() {
    return skus()
        .thenCompose(skus -> Stages.each(skus, this::find))
        .thenApply(offers -> offers.stream().flatMap(Optional::stream).toList());
  }

  @Override
  public CompletionStage<List<Sku>> skus() {
    CompletionStage<Collection<String>> listed =
        redis.send(redisson ->
            redisson
                .<String>getScoredSortedSet(SaleKeys.PRODUCTS, StringCodec.INSTANCE)
                .valueRangeAsync(0, -1));
    return listed.thenApply(texts -> texts.stream().map(Sku::new).toList());
  }

  private static List<Object> offerKeys(Sku sku) {
    return List.of(SaleKeys.product(sku), SaleKeys.stock(sku), SaleKeys.totals(sku));
  }

  private static Optional<Offer> offer(Sku sku, List<String> reply) {
    if (reply.isEmpty()) {
      return Optional.empty();
    }
    Product product =
        new Product(
            sku,
            reply.get(4),
            Long.parseLong(reply.get(5)),
            Integer.parseInt(reply.get(6)),
            Integer.parseInt(reply.get(7)),
            EpochMillis.readOptional(reply.get(8)),
            EpochMillis.readOptional(reply.get(9)));
    Instant at = EpochMillis.read(reply.get(0));
    return Optional.of(
        new Offer(
            product,
            Math.max(0, Integer.parseInt(reply.get(1))),
            Integer.parseInt(reply.get(2)),
            Integer.parseInt(reply.get(3)),
            product.stateAt(at),
            at));
  }
}
