package flashsalelab.sale.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sends items in batches, each as large as what has gathered while the calls before it were under
 * way. Nothing waits while fewer calls than allowed are. Items are sent in the order in which they
 * were submitted.
 *
 * <p>May be used from any thread, an event loop's too: none waits for another. Whoever finds nobody
 * sending sends, for all who submit meanwhile; so calls are made one after the other, each once the
 * one before it is under way. Answers complete on the thread that completed the call.
 */
public final class MicroBatches<T, R> {
  private final int largest;
  private final int calls;
  private final Function<List<T>, CompletionStage<List<R>>> send;
  private final Queue<Item<T, R>> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger underWay = new AtomicInteger();

  /** How often somebody wanted to send since nobody did; who made it one is sending. */
  private final AtomicInteger wanted = new AtomicInteger();

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
    waiting.add(item);
    sendWaiting();
    return item.answer();
  }

  /** Sends what waits while calls are free, unless somebody does so already, who then goes on. */
  private void sendWaiting() {
    if (wanted.getAndIncrement() > 0) {
      return;
    }
    int seen = 1;
    do {
      while (underWay.get() < calls && !waiting.isEmpty()) {
        underWay.incrementAndGet();
        send(next());
      }
      seen = wanted.addAndGet(-seen);
    } while (seen > 0);
  }

  private List<Item<T, R>> next() {
    List<Item<T, R>> batch = new ArrayList<>();
    for (Item<T, R> item = waiting.poll(); item != null; item = waiting.poll()) {
      batch.add(item);
      if (batch.size() == largest) {
        break;
      }
    }
    return batch;
  }

  private void send(List<Item<T, R>> batch) {
    call(batch.stream().map(Item::value).toList())
        .whenComplete((answers, failure) -> {
          underWay.decrementAndGet();
          sendWaiting();
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
