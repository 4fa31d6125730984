package flashsalelab.sale.redis;

import flashsalelab.sale.Catalogue;
import flashsalelab.sale.Product;
import flashsalelab.sale.Sku;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.redisson.client.codec.StringCodec;

/** The products in Redis. */
public final class RedisCatalogue implements Catalogue {
  private final SaleRedis redis;
  private final Clock clock;

  /**
   * @param clock gives the time of creation, which orders the list
   */
  public RedisCatalogue(SaleRedis redis, Clock clock) {
    this.redis = redis;
    this.clock = clock;
  }

  @Override
  public CompletionStage<Optional<Product>> find(Sku sku) {
    return redis
        .send(redisson ->
            redisson
                .<String, String>getMap(SaleKeys.product(sku), StringCodec.INSTANCE)
                .readAllMapAsync())
        .thenApply(fields -> fields.isEmpty() ? Optional.empty() : Optional.of(read(sku, fields)));
  }

  @Override
  public CompletionStage<List<Product>> all() {
    return redis
        .send(redisson ->
            redisson
                .<String>getScoredSortedSet(SaleKeys.PRODUCTS, StringCodec.INSTANCE)
                .valueRangeAsync(0, -1))
        .thenCompose(this::findAll);
  }

  private CompletionStage<List<Product>> findAll(Collection<String> skus) {
    List<CompletableFuture<Optional<Product>>> products =
        skus.stream().map(sku -> find(new Sku(sku)).toCompletableFuture()).toList();
    return CompletableFuture.allOf(products.toArray(CompletableFuture[]::new))
        .thenApply(done ->
            products.stream().map(CompletableFuture::join).flatMap(Optional::stream).toList());
  }

  @Override
  public CompletionStage<Void> list(Sku sku) {
    return redis
        .send(redisson ->
            redisson
                .<String>getScoredSortedSet(SaleKeys.PRODUCTS, StringCodec.INSTANCE)
                .addIfAbsentAsync((double) clock.millis(), sku.value()))
        .thenApply(added -> null);
  }

  private static Product read(Sku sku, Map<String, String> fields) {
    return new Product(
        sku,
        fields.getOrDefault("name", ""),
        Long.parseLong(fields.getOrDefault("price", "")),
        Integer.parseInt(fields.getOrDefault("supplied", "")),
        Integer.parseInt(fields.getOrDefault("perBuyer", "")),
        EpochMillis.readOptional(fields.getOrDefault("opensAt", "")),
        EpochMillis.readOptional(fields.getOrDefault("closesAt", "")));
  }
}
