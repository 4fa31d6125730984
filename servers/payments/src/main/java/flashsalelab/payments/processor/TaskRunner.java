package flashsalelab.payments.processor;

import flashsalelab.payments.processor.PaymentResult.Ended;
import flashsalelab.payments.processor.PaymentResult.Open;
import flashsalelab.payments.processor.PaymentResult.Postponed;
import flashsalelab.sale.payment.PaymentFeed;
import flashsalelab.sale.payment.PaymentTask;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a task: works on its order, then takes it out of the queue, always in this sequence. What is
 * left open stays in the queue and is claimed later, by whoever comes first, until it was handed
 * out as often as it may be.
 */
final class TaskRunner {
  private static final Logger LOG = LoggerFactory.getLogger(TaskRunner.class);

  private final PaymentFeed feed;
  private final PaymentWork work;
  private final int deliveries;
  private final BooleanSupplier untilAnswers;

  /**
   * @param deliveries how often a task is handed out before it is given up
   * @param untilAnswers waits until the gateway may be asked again; false if nobody waits any more
   */
  TaskRunner(PaymentFeed feed, PaymentWork work, int deliveries, BooleanSupplier untilAnswers) {
    this.feed = feed;
    this.work = work;
    this.deliveries = deliveries;
    this.untilAnswers = untilAnswers;
  }

  /**
   * Runs a task to its end, as far as it goes now.
   *
   * @return how it ended: as the order did, or {@code open}, {@code postponed} or {@code given_up}
   * @throws java.util.concurrent.CompletionException if the store cannot be asked; the task stays
   *     in the queue
   */
  String run(PaymentTask task) {
    PaymentResult result = work.work(task.order(), task.deliveries() == 1);
    while (result instanceof Postponed && untilAnswers.getAsBoolean()) {
      result = work.work(task.order(), false);
    }
    return switch (result) {
      case Ended(String how) -> {
        done(task);
        yield how;
      }
      case Postponed postponed -> "postponed";
      case Open(String why) ->
          task.deliveries() < deliveries ? open(task, why) : givenUp(task, why);
    };
  }

  private static String open(PaymentTask task, String why) {
    LOG.debug("{} stays open after {} deliveries: {}", task.order(), task.deliveries(), why);
    return "open";
  }

  private String givenUp(PaymentTask task, String why) {
    if (!work.giveUp(task.order())) {
      done(task);
      return "ended";
    }
    LOG.warn("the payment of {} is given up: {}", task.order(), why);
    feed.giveUp(task, why).toCompletableFuture().join();
    return "given_up";
  }

  private void done(PaymentTask task) {
    feed.done(task).toCompletableFuture().join();
  }
}
