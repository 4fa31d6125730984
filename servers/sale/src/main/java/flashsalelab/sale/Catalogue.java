package flashsalelab.sale;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The products that exist. */
public interface Catalogue {

  /** The product's definition, or empty if there is none. */
  CompletionStage<Optional<Product>> find(Sku sku);

  /** Every listed product, in the order of creation. */
  CompletionStage<List<Product>> all();

  /** Lists a product that has been supplied; listing it again changes nothing. */
  CompletionStage<Void> list(Sku sku);
}
