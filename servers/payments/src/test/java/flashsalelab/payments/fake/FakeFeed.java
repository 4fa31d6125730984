package flashsalelab.payments.fake;

import static java.util.concurrent.CompletableFuture.completedFuture;

import flashsalelab.sale.OrderId;
import flashsalelab.sale.Sku;
import flashsalelab.sale.payment.PaymentFeed;
import flashsalelab.sale.payment.PaymentTask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** A queue in memory that hands a task out whenever it is asked to. */
public final class FakeFeed implements PaymentFeed {
  private final Steps steps;
  private final Map<String, PaymentTask> tasks = new LinkedHashMap<>();
  private final List<String> givenUp = new ArrayList<>();

  /** A queue whose ends are steps. */
  public FakeFeed(Steps steps) {
    this.steps = steps;
  }

  /** Puts a task into the queue. */
  public void put(OrderId order) {
    tasks.put(order.toString(), new PaymentTask(order, order.toString(), 0));
  }

  /** Whether there is nothing in the queue. */
  public boolean isEmpty() {
    return tasks.isEmpty();
  }

  /** Why tasks were given up. */
  public List<String> givenUp() {
    return givenUp;
  }

  /** Hands the only task out, one more time. */
  public PaymentTask handOut() {
    PaymentTask task = tasks.values().iterator().next();
    PaymentTask delivered = new PaymentTask(task.order(), task.entry(), task.deliveries() + 1);
    tasks.put(task.entry(), delivered);
    return delivered;
  }

  @Override
  public CompletionStage<List<PaymentTask>> next(Sku sku, int most) {
    return completedFuture(List.of());
  }

  @Override
  public CompletionStage<List<PaymentTask>> abandoned(Sku sku, Duration silence, int most) {
    return completedFuture(List.of());
  }

  @Override
  public CompletionStage<Void> done(PaymentTask task) {
    steps.call(() -> tasks.remove(task.entry()) != null);
    return completedFuture(null);
  }

  @Override
  public CompletionStage<Void> giveUp(PaymentTask task, String reason) {
    steps.call(() -> tasks.remove(task.entry()) != null && givenUp.add(reason));
    return completedFuture(null);
  }
}
