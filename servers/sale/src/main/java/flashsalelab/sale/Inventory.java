package flashsalelab.sale;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The products that exist and what is supplied of them. Each step is atomic. A stage that fails
 * says nothing about whether the step was done; it may be asked again.
 */
public interface Inventory extends Catalogue {

  /**
   * Puts a new product on sale with all of its units.
   *
   * @return false if there is a product of this sku: nothing is changed
   * @throws InvalidValueException if so many units cannot be kept here
   */
  CompletionStage<Boolean> create(Product product);

  /** Supplies more units, once for a key. */
  CompletionStage<RestockAnswer> restock(Sku sku, IdempotencyKey key, int quantity);

  /**
   * Opens the sale within a window.
   *
   * @return the product, empty if there is none
   */
  CompletionStage<Optional<Offer>> open(Sku sku, SaleWindow window);

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
}
