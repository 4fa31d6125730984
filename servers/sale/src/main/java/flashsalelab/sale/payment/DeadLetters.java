package flashsalelab.sale.payment;

import flashsalelab.sale.OrderId;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The payments that were given up. */
public interface DeadLetters {

  /** All of them, by product in the order of creation, the oldest first. */
  CompletionStage<List<DeadLetter>> all();

  /**
   * Puts a payment back into the queue.
   *
   * @return false if there is no such dead letter
   */
  CompletionStage<Boolean> retry(OrderId order);
}
