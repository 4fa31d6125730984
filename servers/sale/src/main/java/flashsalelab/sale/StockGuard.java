package flashsalelab.sale;

import java.util.concurrent.CompletionStage;

/**
 * The keeper of a product's free units.
 *
 * <p>Methods never wait for stock and never block the caller; they may be called from any thread. A
 * stage that fails says nothing about whether the step was done: whoever asked for a hold must
 * treat the units as possibly held.
 */
public interface StockGuard {

  /**
   * Puts a new product and all of its units on sale in one atomic step.
   *
   * @return false if there is a product of this sku: nothing is changed
   */
  CompletionStage<Boolean> supply(Product product);

  /** Takes all the units asked for out of the free ones, or none. */
  CompletionStage<HoldResult> hold(HoldRequest request);

  /** Puts units back on sale. The caller makes sure that it does so once for an order. */
  CompletionStage<Void> giveBack(HoldRequest held);

  /** The free units; 0 if there is no such product. */
  CompletionStage<Integer> free(Sku sku);
}
