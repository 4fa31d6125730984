package flashsalelab.jmeter;

import java.io.IOException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Learns how the purchases that were queued have been decided, when the arrivals are over: a few
 * askers take one after the other, in the order in which they were accepted, and ask for its order
 * until it is decided. All give up when nothing new was learned for as long as a request may take.
 */
final class Inquiry {
  private static final int ASKERS = 32;
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final OrderDesk orders;
  private final Duration patience;
  private final LongAdder asked = new LongAdder();
  private final LongAdder inVain = new LongAdder();
  private final AtomicLong learnedAt = new AtomicLong();

  /**
   * @param orders where orders are asked for
   * @param patience how long to ask without learning anything
   */
  Inquiry(OrderDesk orders, Duration patience) {
    this.orders = orders;
    this.patience = patience;
  }

  /**
   * Asks until all are known or given up.
   *
   * @param open those that were queued
   * @param stopped whether to give up at once
   * @param known told of each of them once, from several threads; what was given up is still queued
   */
  void settle(Queue<Settled> open, BooleanSupplier stopped, Consumer<Settled> known) {
    learnedAt.set(System.nanoTime());
    int atOnce = Math.min(ASKERS, open.size());
    try (ExecutorService askers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < atOnce; i++) {
        askers.execute(() -> {
          for (Settled next = open.poll(); next != null; next = open.poll()) {
            known.accept(settled(next, stopped));
          }
        });
      }
    }
  }

  private Settled settled(Settled queued, BooleanSupplier stopped) {
    while (isWorthAsking(stopped)) {
      asked.increment();
      try {
        var decision = orders.decision(queued.answer().order());
        if (decision.isPresent()) {
          learnedAt.set(System.nanoTime());
          return queued.decided(decision.get().outcome(), decision.get().after().toNanos());
        }
      } catch (IOException e) {
        inVain.increment();
      }
      pause();
    }
    return queued;
  }

  private boolean isWorthAsking(BooleanSupplier stopped) {
    return !stopped.getAsBoolean()
        && !Thread.currentThread().isInterrupted()
        && System.nanoTime() - learnedAt.get() < patience.toNanos();
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Requests that were made. */
  long asked() {
    return asked.sum();
  }

  /** Those of them that had no answer. */
  long askedInVain() {
    return inVain.sum();
  }
}
