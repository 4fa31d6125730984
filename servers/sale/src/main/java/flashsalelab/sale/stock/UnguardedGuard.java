package flashsalelab.sale.stock;

import flashsalelab.sale.Hold;
import flashsalelab.sale.HoldRequest;
import flashsalelab.sale.HoldResult;
import flashsalelab.sale.Sku;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The control: reads the stock, checks it here, writes it back. Nothing keeps two purchases from
 * reading the same number, so under concurrency it must oversell, and an audit that does not see
 * that proves nothing.
 *
 * <p>Guarantees: nothing, not even that units which were given back or restocked stay on sale. A
 * crash between the write and the record leaves units that are neither free nor ordered.
 */
final class UnguardedGuard extends SteppedGuard {
  private final StockCounter stock;

  UnguardedGuard(GuardContext context) {
    super(context.records(), context.transitions());
    this.stock = new StockCounter(context.redis());
  }

  @Override
  public CompletionStage<HoldResult> hold(HoldRequest request) {
    return stock
        .read(request.sku())
        .thenCompose(free ->
            free < request.quantity()
                ? CompletableFuture.completedFuture(new HoldResult.SoldOut())
                : stock
                    .write(request.sku(), free - request.quantity())
                    .thenApply(written -> HoldResult.Held.WITHOUT_RECEIPT));
  }

  @Override
  public CompletionStage<Void> giveBack(Hold held) {
    Sku sku = held.sku();
    return stock.read(sku).thenCompose(free -> stock.write(sku, free + held.quantity()));
  }
}
