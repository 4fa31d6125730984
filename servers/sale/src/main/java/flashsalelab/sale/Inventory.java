package flashsalelab.sale;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The products that exist and what is supplied of them. Each step is atomic. A stage that fails
 * says nothing about whether the step was done; it may be asked again.
 */
public interface Inventory {

  /**
   * Puts a new product on sale with all of its units.
   *
   * @return false if there is a product of this sku: nothing is changed
   */
  CompletionStage<Boolean> create(Product product);

  /** Supplies more units, once for a key. */
  CompletionStage<RestockAnswer> restock(Sku sku, IdempotencyKey key, int quantity);

  /**
   * Opens the sale within a window; an absent end is open.
   *
   * @return the product, empty if there is none
   */
  CompletionStage<Optional<Offer>> open(
      Sku sku, @Nullable Instant opensAt, @Nullable Instant closesAt);

  /**
   * Closes the sale now; one that is closed stays as it is.
   *
   * @return the product, empty if there is none
   */
  CompletionStage<Optional<Offer>> close(Sku sku);

  /** A product as it stands now, or empty if there is none. */
  CompletionStage<Optional<Offer>> find(Sku sku);

  /** Every listed product as it stands now, in the order of creation. */
  CompletionStage<List<Offer>> all();

  /** The skus of every listed product, in the order of creation. */
  CompletionStage<List<Sku>> skus();
}
