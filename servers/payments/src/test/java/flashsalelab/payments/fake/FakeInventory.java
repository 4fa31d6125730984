package flashsalelab.payments.fake;

import static java.util.concurrent.CompletableFuture.completedFuture;

import flashsalelab.sale.IdempotencyKey;
import flashsalelab.sale.Inventory;
import flashsalelab.sale.Offer;
import flashsalelab.sale.Product;
import flashsalelab.sale.RestockAnswer;
import flashsalelab.sale.Sku;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** An inventory that knows its products by name, and nothing else of them. */
public final class FakeInventory implements Inventory {
  private final List<Sku> skus;

  /** One of these products. */
  public FakeInventory(Sku... skus) {
    this.skus = List.of(skus);
  }

  @Override
  public CompletionStage<List<Sku>> skus() {
    return completedFuture(skus);
  }

  @Override
  public CompletionStage<Boolean> create(Product product) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<RestockAnswer> restock(Sku sku, IdempotencyKey key, int quantity) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<Optional<Offer>> open(
      Sku sku, @Nullable Instant opensAt, @Nullable Instant closesAt) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<Optional<Offer>> close(Sku sku) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<Optional<Offer>> find(Sku sku) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<List<Offer>> all() {
    throw new UnsupportedOperationException();
  }
}
