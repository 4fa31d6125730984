package flashsalelab.sale.redis;

import static flashsalelab.sale.fixture.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class MicroBatchesTest {
  private final List<List<Integer>> sent = new ArrayList<>();
  private final List<CompletableFuture<List<String>>> replies = new ArrayList<>();
  private final MicroBatches<Integer, String> batches = new MicroBatches<>(4, 2, this::send);

  private CompletionStage<List<String>> send(List<Integer> values) {
    sent.add(values);
    replies.add(new CompletableFuture<>());
    return replies.getLast();
  }

  private List<CompletionStage<String>> submit(int from, int to) {
    return IntStream.range(from, to).mapToObj(batches::submit).toList();
  }

  private void reply(int call) {
    replies.get(call).complete(sent.get(call).stream().map(value -> "answer " + value).toList());
  }

  @Test
  void submit_whileIdle_sendsAtOnceAndAlone() {
    submit(0, 2);
    assertThat(sent).containsExactly(List.of(0), List.of(1));
  }

  @Test
  void submit_whileAllCallsAreUnderWay_gathersUntilOneReturns() {
    submit(0, 7);
    assertThat(sent).containsExactly(List.of(0), List.of(1));
    reply(0);
    assertThat(sent).containsExactly(List.of(0), List.of(1), List.of(2, 3, 4, 5));
    reply(1);
    assertThat(sent).hasSize(4).last().isEqualTo(List.of(6));
  }

  @Test
  void reply_completesEachItemWithItsOwnAnswer() {
    List<CompletionStage<String>> answers = submit(0, 5);
    reply(0);
    reply(1);
    reply(2);
    assertThat(answers)
        .extracting(answer -> await(answer))
        .containsExactly("answer 0", "answer 1", "answer 2", "answer 3", "answer 4");
  }

  @Test
  void failedCall_failsItsItemsOnlyAndFreesTheCall() {
    List<CompletionStage<String>> answers = submit(0, 3);
    replies.get(0).completeExceptionally(new IllegalStateException("lost"));
    reply(1);
    reply(2);
    assertThatThrownBy(() -> await(answers.get(0))).hasMessageContaining("lost");
    assertThat(await(answers.get(1))).isEqualTo("answer 1");
    assertThat(await(answers.get(2))).isEqualTo("answer 2");
  }

  @Test
  void callThatCannotBeMade_failsItsItems() {
    MicroBatches<Integer, String> broken =
        new MicroBatches<>(
            4,
            1,
            values -> {
              throw new IllegalStateException("no way");
            });
    assertThatThrownBy(() -> await(broken.submit(1))).hasMessageContaining("no way");
    assertThatThrownBy(() -> await(broken.submit(2))).hasMessageContaining("no way");
  }

  @Test
  void submit_byManyThreadsAtOnce_sendsEachThreadsItemsInOrderAndNeverMoreCallsThanAllowed()
      throws Exception {
    int threads = 4;
    int items = 20_000;
    AtomicInteger underWay = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Queue<Integer> order = new ConcurrentLinkedQueue<>();
    try (ExecutorService redis = Executors.newSingleThreadExecutor()) {
      MicroBatches<Integer, Integer> shared =
          new MicroBatches<>(
              4,
              2,
              values -> {
                most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                order.addAll(values);
                return CompletableFuture.supplyAsync(
                    () -> {
                      underWay.decrementAndGet();
                      return values;
                    },
                    redis);
              });
      List<CompletableFuture<List<CompletionStage<Integer>>>> submitted =
          IntStream.range(0, threads)
              .mapToObj(thread ->
                  CompletableFuture.supplyAsync(
                      () ->
                          IntStream.range(thread * items, (thread + 1) * items)
                              .mapToObj(shared::submit)
                              .toList(),
                      Thread::startVirtualThread))
              .toList();
      for (int thread = 0; thread < threads; thread++) {
        List<Integer> own = IntStream.range(thread * items, (thread + 1) * items).boxed().toList();
        assertThat(submitted.get(thread).get()).extracting(answer -> await(answer)).isEqualTo(own);
      }
    }
    for (int thread = 0; thread < threads; thread++) {
      int of = thread;
      assertThat(order.stream().filter(item -> item / items == of).toList())
          .isSorted()
          .hasSize(items);
    }
    assertThat(most).hasValueLessThanOrEqualTo(2);
  }
}
