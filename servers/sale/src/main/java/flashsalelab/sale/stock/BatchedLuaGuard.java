package flashsalelab.sale.stock;

import flashsalelab.sale.Lookup;
import flashsalelab.sale.OrderChange;
import flashsalelab.sale.OrderId;
import flashsalelab.sale.OrderState;
import flashsalelab.sale.Purchase;
import flashsalelab.sale.PurchaseAnswer;
import flashsalelab.sale.PurchaseRequest;
import flashsalelab.sale.Sku;
import flashsalelab.sale.StockGuard;
import flashsalelab.sale.redis.MicroBatches;
import flashsalelab.sale.redis.PurchaseScript;
import flashsalelab.sale.redis.Transitions;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/**
 * The script of {@link LuaGuard}, fed with micro-batches: what arrives while calls are under way is
 * sent together with the next one. A purchase that finds no call under way is sent at once, so an
 * idle sale waits for nothing.
 *
 * <p>Guarantees what {@link LuaGuard} does, for each purchase by itself. A reply that is lost
 * leaves the purchases of one batch unknown, {@link #LARGEST_BATCH} at most.
 */
final class BatchedLuaGuard implements StockGuard {
  /** The most purchases in one call. */
  static final int LARGEST_BATCH = 256;

  /** The most calls under way for a product. */
  static final int CALLS = 2;

  private final PurchaseScript script;
  private final Transitions transitions;
  private final ConcurrentHashMap<Sku, MicroBatches<PurchaseRequest, PurchaseAnswer>> products =
      new ConcurrentHashMap<>();

  BatchedLuaGuard(GuardContext context) {
    this.script = new PurchaseScript(context.redis(), context.terms());
    this.transitions = context.transitions();
  }

  @Override
  public CompletionStage<PurchaseAnswer> decide(Purchase purchase, OrderId order) {
    return Lookup.getOrCreate(
            products,
            purchase.sku(),
            sku ->
                new MicroBatches<>(LARGEST_BATCH, CALLS, requests -> script.decide(sku, requests)))
        .submit(new PurchaseRequest(purchase, order));
  }

  @Override
  public List<CompletionStage<PurchaseAnswer>> decideInOrder(
      List<PurchaseRequest> requests, BooleanSupplier turn) {
    return script.decideInOrder(requests, turn);
  }

  @Override
  public CompletionStage<OrderChange> release(OrderId order, OrderState to) {
    return transitions.releaseAtOnce(order, to);
  }
}
