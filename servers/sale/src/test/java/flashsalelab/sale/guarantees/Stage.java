package flashsalelab.sale.guarantees;

import flashsalelab.sale.Sale;
import flashsalelab.sale.SaleTerms;
import flashsalelab.sale.StockGuard;
import flashsalelab.sale.fixture.RedisProcess;
import flashsalelab.sale.fixture.SaleFixture;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * Where scenes of one guard are played.
 *
 * @param healthy a process that does not fail, with a connection for each request under way
 * @param guards makes the guard on a connection
 */
record Stage(
    RedisProcess server,
    SaleFixture healthy,
    BiFunction<SaleFixture, SaleTerms, StockGuard> guards) {

  /** A new product with this many units, on sale. */
  Scene scene(int stock) {
    return new Scene(server, healthy, this::usual, stock);
  }

  /** The guard of the healthy process on other terms. */
  StockGuard guard(SaleTerms terms) {
    return guards.apply(healthy, terms);
  }

  private StockGuard usual(SaleFixture process) {
    return guards.apply(process, SaleFixture.TERMS);
  }

  /** The sale of the healthy process. */
  Sale sale() {
    return healthy.sale(usual(healthy));
  }

  /** How many requests to Redis something takes that does not fail. */
  int steps(Consumer<Scene.Failing> something) {
    try (Scene.Failing counted = new Scene.Failing(server, this::usual)) {
      counted.relay().count();
      something.accept(counted);
      return counted.relay().requests();
    }
  }
}
