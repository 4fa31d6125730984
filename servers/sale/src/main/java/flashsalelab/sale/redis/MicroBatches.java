package flashsalelab.sale.redis;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sends items in batches, each as large as what has gathered while the calls before it were under
 * way. Nothing waits while fewer calls than allowed are. Items are sent in the order in which they
 * were submitted.
 *
 * <p>May be used from any thread; none waits longer than it takes to move a batch. Answers complete
 * on the thread that completed the call.
 */
public final class MicroBatches<T, R> {
  private final int largest;
  private final int calls;
  private final Function<List<T>, CompletionStage<List<R>>> send;
  private final ReentrantLock lock = new ReentrantLock();
  private final ArrayDeque<Item<T, R>> waiting = new ArrayDeque<>();
  private int underWay;

  private record Item<T, R>(T value, CompletableFuture<R> answer) {}

  /**
   * @param largest the most items in a call
   * @param calls the most calls under way
   * @param send a call; its stage has an answer for each item, in their order
   */
  public MicroBatches(int largest, int calls, Function<List<T>, CompletionStage<List<R>>> send) {
    this.largest = largest;
    this.calls = calls;
    this.send = send;
  }

  /** Submits an item; the stage fails as the call it was sent with does. */
  public CompletionStage<R> submit(T value) {
    Item<T, R> item = new Item<>(value, new CompletableFuture<>());
    lock.lock();
    try {
      waiting.add(item);
    } finally {
      lock.unlock();
    }
    sendNext(false);
    return item.answer();
  }

  /** Sends the next batch if there is one and a call is free. */
  private void sendNext(boolean returned) {
    List<Item<T, R>> batch = next(returned);
    if (batch.isEmpty()) {
      return;
    }
    List<T> values = batch.stream().map(Item::value).toList();
    call(values)
        .whenComplete((answers, failure) -> {
          sendNext(true);
          settle(batch, answers, failure);
        });
  }

  private CompletionStage<List<R>> call(List<T> values) {
    try {
      return send.apply(values);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private List<Item<T, R>> next(boolean returned) {
    lock.lock();
    try {
      if (returned) {
        underWay--;
      }
      if (waiting.isEmpty() || underWay == calls) {
        return List.of();
      }
      underWay++;
      List<Item<T, R>> batch = new ArrayList<>(Math.min(largest, waiting.size()));
      while (batch.size() < largest && !waiting.isEmpty()) {
        batch.add(waiting.remove());
      }
      return batch;
    } finally {
      lock.unlock();
    }
  }

  private static <T, R> void settle(
      List<Item<T, R>> batch, @Nullable List<R> answers, @Nullable Throwable failure) {
    for (int i = 0; i < batch.size(); i++) {
      CompletableFuture<R> answer = batch.get(i).answer();
      if (answers == null) {
        answer.completeExceptionally(
            failure == null ? new IllegalStateException("the call has no answers") : failure);
      } else {
        answer.complete(answers.get(i));
      }
    }
  }
}
