package flashsalelab.sale.redis;

import flashsalelab.sale.Sku;
import flashsalelab.sale.queue.PurchaseDecider;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One product's stream as this process works on it: turn after turn, one at a time, until the
 * stream is empty or another process's. May be woken from any thread; a wake-up is never lost,
 * because whoever is at work asks once more before it rests.
 */
final class QueueLane {
  /** The most purchases in one turn. */
  static final int LARGEST_TURN = 256;

  private static final Logger LOG = LoggerFactory.getLogger(QueueLane.class);

  private enum State {
    RESTS,
    WORKS,
    WORKS_AND_IS_WOKEN
  }

  private final Sku sku;
  private final QueueTurns turns;
  private final PurchaseDecider decider;
  private final Consumer<Runnable> later;
  private final AtomicReference<State> state = new AtomicReference<>(State.RESTS);
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private volatile long undecided;
  private volatile boolean closing;
  private volatile long leased;

  /**
   * @param later runs what is to be tried again, after a pause
   */
  QueueLane(Sku sku, QueueTurns turns, PurchaseDecider decider, Consumer<Runnable> later) {
    this.sku = sku;
    this.turns = turns;
    this.decider = decider;
    this.later = later;
  }

  /** Looks whether there is something to decide. */
  void wake() {
    if (closing) {
      return;
    }
    State before =
        state.getAndUpdate(now -> now == State.RESTS ? State.WORKS : State.WORKS_AND_IS_WOKEN);
    if (before == State.RESTS) {
      turn(List.of());
    }
  }

  /** From time to time: looks for purchases that others accepted, or keeps the lease. */
  void tick() {
    if (state.get() == State.RESTS) {
      wake();
    } else {
      renew();
    }
  }

  private void renew() {
    long asked = System.nanoTime();
    turns
        .renew(sku)
        .whenComplete((renewed, failure) -> {
          if (failure != null) {
            LOG.debug("the lease on the queue of {} was not renewed: {}", sku, failure.toString());
          } else if (renewed) {
            leased = asked;
          }
        });
  }

  /** Whether no other process can have the stream yet. */
  private boolean isLeased() {
    return System.nanoTime() - leased < turns.lease().toNanos();
  }

  /** How many purchases waited when this process last asked. */
  long undecided() {
    return undecided;
  }

  /** Ends with the turn under way; the stage completes when the stream is given up. */
  CompletableFuture<Void> close() {
    closing = true;
    if (state.get() == State.RESTS) {
      ended.complete(null);
    }
    return ended;
  }

  private void turn(List<String> decided) {
    state.set(State.WORKS);
    long asked = System.nanoTime();
    turns
        .next(sku, decided, closing ? 0 : LARGEST_TURN)
        .whenComplete((turn, failure) -> {
          if (failure == null) {
            undecided = turn.undecided();
            leased = asked;
            proceed(turn);
          } else {
            LOG.debug("the queue of {} cannot be asked: {}", sku, failure.toString());
            tryAgain(decided);
          }
        });
  }

  private void tryAgain(List<String> decided) {
    if (closing) {
      ended.complete(null);
    } else {
      later.accept(() -> turn(decided));
    }
  }

  private void proceed(QueueTurns.Turn turn) {
    if (turn.requests().isEmpty()) {
      rest();
    } else {
      CompletableFuture.completedStage(turn.requests())
          .thenCompose(requests -> decider.decide(requests, this::isLeased))
          .whenComplete((decisions, failure) -> {
            if (failure == null) {
              follow(turn, decisions);
            } else {
              LOG.error("the decider of {} failed, which it must not", sku, failure);
              tryAgain(List.of());
            }
          });
    }
  }

  /** What is not decided comes first in the next turn, after a pause. */
  private void follow(QueueTurns.Turn turn, List<Boolean> decisions) {
    List<String> decided =
        IntStream.range(0, decisions.size())
            .filter(decisions::get)
            .mapToObj(turn.entries()::get)
            .toList();
    if (closing || decided.size() == decisions.size()) {
      turn(decided);
    } else {
      tryAgain(decided);
    }
  }

  private void rest() {
    if (!state.compareAndSet(State.WORKS, State.RESTS)) {
      turn(List.of());
    } else if (closing) {
      ended.complete(null);
    }
  }
}
