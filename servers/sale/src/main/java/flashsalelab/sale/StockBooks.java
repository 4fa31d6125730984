package flashsalelab.sale;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The sale's own account of a product: what was supplied, promised and is free. */
public interface StockBooks {

  /**
   * Takes back the purchases that were admitted long ago and never settled, then holds the free
   * units against supply and promises and mends the difference. Safe at any time, as often and by
   * as many at once as you like: the difference is taken and mended in one step.
   *
   * @param grace how long a purchase or a release may be under way: longer than any process needs
   *     for one, with all its retries
   * @return empty if there is no such product
   */
  CompletionStage<Optional<Reconciliation>> reconcile(Sku sku, Duration grace);
}
