package flashsalelab.sale.queue;

import flashsalelab.sale.PurchaseAnswer;
import flashsalelab.sale.PurchaseRequest;
import flashsalelab.sale.RequestPattern;
import java.util.concurrent.CompletionStage;

/**
 * The purchases that were accepted and wait for their decision: first come, first served for each
 * product. What was accepted is never dropped: it is handed to a decider until its decision is on
 * record, at least once, by one process at a time.
 */
public interface PurchaseQueue extends RequestPattern, AutoCloseable {

  /**
   * Accepts a purchase for good ({@link flashsalelab.sale.PurchaseOutcome.Queued}), tells how it
   * stands if its key is known, or says why it is not accepted. The stage never fails: where it is
   * not known whether it was accepted the answer is {@link
   * flashsalelab.sale.PurchaseOutcome.Unknown}.
   */
  @Override
  CompletionStage<PurchaseAnswer> answer(PurchaseRequest request);

  /** Begins to hand over what was accepted, here and elsewhere. Called once. */
  void handTo(PurchaseDecider decider);

  /** How many purchases wait for their decision, as this process has last heard it. */
  long undecided();

  /** Hands nothing over any more; what is under way ends by itself. */
  @Override
  void close();
}
