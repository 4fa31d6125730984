package flashsalelab.sale.rabbit;

import flashsalelab.sale.PurchaseRequest;
import java.util.concurrent.CompletableFuture;

/**
 * A purchase on its way to the broker.
 *
 * @param settled true when the broker has confirmed it, false when it is not known to have it
 */
record Publication(PurchaseRequest request, CompletableFuture<Boolean> settled) {

  static Publication of(PurchaseRequest request) {
    return new Publication(request, new CompletableFuture<>());
  }

  void settle(boolean confirmed) {
    settled.complete(confirmed);
  }
}
