package flashsalelab.sale.redis;

import flashsalelab.sale.Product;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** Creates a product together with its stock, as one script. */
public final class ProductSupply {
  private final SaleRedis redis;

  /** A supply into this Redis. */
  public ProductSupply(SaleRedis redis) {
    this.redis = redis;
  }

  /**
   * Creates the product, its free units being all that are supplied.
   *
   * @return false if there is a product of this sku: nothing is changed
   */
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
        .thenApply(reply -> reply.getFirst().equals("created"));
  }
}
