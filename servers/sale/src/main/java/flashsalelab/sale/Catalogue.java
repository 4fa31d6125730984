package flashsalelab.sale;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** Which products there are. */
@FunctionalInterface
public interface Catalogue {

  /** The skus of every listed product, in the order of creation. */
  CompletionStage<List<Sku>> skus();
}
