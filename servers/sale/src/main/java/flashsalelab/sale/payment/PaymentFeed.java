package flashsalelab.sale.payment;

import flashsalelab.sale.Sku;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The payments to be made. A task is handed out to one consumer and stays with it until it is done,
 * given up, or claimed by another because nothing was heard of it. So it may be handed out more
 * than once, and whoever works on it must be idempotent.
 *
 * <p>Nothing here blocks or waits. A stage that fails says nothing about whether the step was done;
 * it may be asked again.
 */
public interface PaymentFeed {

  /** Tasks of a product that nobody has had; none if there are none now. */
  CompletionStage<List<PaymentTask>> next(Sku sku, int most);

  /** Tasks of a product that their consumer has not finished for this long. */
  CompletionStage<List<PaymentTask>> abandoned(Sku sku, Duration silence, int most);

  /** The task has been worked on to its end. */
  CompletionStage<Void> done(PaymentTask task);

  /** The task is given up: it becomes a dead letter. */
  CompletionStage<Void> giveUp(PaymentTask task, String reason);
}
