package flashsalelab.web.live;

import flashsalelab.sale.OrderAnswer;
import flashsalelab.sale.OrderState;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Someone who waits until an order is decided. Completed on the live thread; the stage may be used
 * by any.
 */
final class Wait implements Comparable<Wait> {
  private final long deadline;
  private final CompletableFuture<OrderAnswer> answer = new CompletableFuture<>();
  private OrderAnswer newest;

  /**
   * @param present the order as it stood at first
   * @param deadline of {@link System#nanoTime}
   */
  Wait(OrderAnswer present, long deadline) {
    this.newest = present;
    this.deadline = deadline;
  }

  /** Whether there is nothing to wait for. */
  static boolean isDecided(OrderAnswer answer) {
    return switch (answer) {
      case OrderAnswer.Found found -> found.order().state() != OrderState.QUEUED;
      case OrderAnswer.Undecided undecided -> false;
      case OrderAnswer.NoSuchOrder none -> true;
    };
  }

  /** The order once it is decided, or as it stands at the end of the wait. Never fails. */
  CompletionStage<OrderAnswer> answer() {
    return answer;
  }

  void seen(OrderAnswer present) {
    newest = present;
    if (isDecided(present)) {
      end();
    }
  }

  void end() {
    answer.complete(newest);
  }

  boolean isOver() {
    return answer.isDone();
  }

  boolean isDue(long now) {
    return now - deadline >= 0;
  }

  @Override
  public int compareTo(Wait other) {
    return Long.compare(deadline - other.deadline, 0);
  }
}
