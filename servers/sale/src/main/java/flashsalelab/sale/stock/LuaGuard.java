package flashsalelab.sale.stock;

import flashsalelab.sale.OrderChange;
import flashsalelab.sale.OrderId;
import flashsalelab.sale.OrderState;
import flashsalelab.sale.Purchase;
import flashsalelab.sale.PurchaseAnswer;
import flashsalelab.sale.PurchaseRequest;
import flashsalelab.sale.StockGuard;
import flashsalelab.sale.redis.PurchaseScript;
import flashsalelab.sale.redis.Transitions;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

/**
 * One Lua script for a purchase: key, window, limit, stock, order, hold, ledger and payment queue
 * in one step.
 *
 * <p>Guarantees: no oversell, and no undersell after a crash: there is no moment at which a unit is
 * taken and its order is not on record, or an order has ended and its unit is not on sale. The
 * client library may send the script again after a lost reply; it then answers as it did first. If
 * no reply comes at all the purchase is unknown, and the same key tells how it was decided.
 *
 * <p>What Redis loses in a failover is lost as a whole: the unit is free again and the order that
 * was acknowledged is gone.
 */
final class LuaGuard implements StockGuard {
  private final PurchaseScript script;
  private final Transitions transitions;

  LuaGuard(GuardContext context) {
    this.script = new PurchaseScript(context.redis(), context.terms());
    this.transitions = context.transitions();
  }

  @Override
  public CompletionStage<PurchaseAnswer> decide(Purchase purchase, OrderId order) {
    return script
        .decide(purchase.sku(), List.of(new PurchaseRequest(purchase, order)))
        .thenApply(List::getFirst);
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
