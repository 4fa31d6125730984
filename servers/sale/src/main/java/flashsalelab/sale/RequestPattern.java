package flashsalelab.sale;

import java.util.concurrent.CompletionStage;

/** How a purchase is answered: with its decision, or with the promise of one. */
@FunctionalInterface
public interface RequestPattern {

  /**
   * Answers a purchase. The stage never fails, and nothing blocks the caller.
   *
   * @param request with the id that this request would give its order
   */
  CompletionStage<PurchaseAnswer> answer(PurchaseRequest request);

  /** Answers with the decision of this guard. */
  static RequestPattern sync(StockGuard guard) {
    return request -> guard.decide(request.purchase(), request.order());
  }
}
