package flashsalelab.sale.latch;

import flashsalelab.sale.Sku;
import java.util.concurrent.CompletionStage;

/** Takes glances at products. */
@FunctionalInterface
public interface Glances {

  /**
   * A glance at how a product stands now; fails if the store cannot be asked.
   *
   * @param known how many of its reservations are known already
   */
  CompletionStage<Glance> at(Sku sku, int known);
}
