package flashsalelab.sale.guarantees;

import flashsalelab.sale.Sale;
import flashsalelab.sale.SaleTerms;
import flashsalelab.sale.fixture.SaleFixture;
import java.util.function.Consumer;

/**
 * Where scenes of one guard are played.
 *
 * @param store that the sales are kept in
 */
public record Stage(Store store) {

  /** A new product with this many units, on sale. */
  Scene scene(int stock) {
    return new Scene(store, stock);
  }

  /** A healthy process on other terms. */
  Seller seller(SaleTerms terms) {
    return store.seller(terms);
  }

  /** The sale of the healthy process. */
  Sale sale() {
    return store.seller(SaleFixture.TERMS).sale();
  }

  /** How many requests to the store something takes that does not fail. */
  int steps(Consumer<FailingSeller> something) {
    try (FailingSeller counted = store.failing()) {
      counted.relay().count();
      something.accept(counted);
      return counted.relay().requests();
    }
  }
}
