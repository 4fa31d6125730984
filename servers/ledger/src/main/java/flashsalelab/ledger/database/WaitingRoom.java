package flashsalelab.ledger.database;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Runs what blocks away from whoever asks for it. Handing over takes no lock, so an event loop may
 * do it. What has waited too long for a thread is refused instead of run.
 */
final class WaitingRoom implements AutoCloseable {
  private static final int WAITING_PER_THREAD = 1_000;

  private final ExecutorService threads;
  private final AtomicInteger waiting = new AtomicInteger();
  private final int most;
  private final long longestNanos;

  private WaitingRoom(ExecutorService threads, int most, Duration longest) {
    this.threads = threads;
    this.most = most;
    this.longestNanos = longest.toNanos();
  }

  /**
   * A room with these threads.
   *
   * @param connections how many can be at work at once
   * @param longest the longest wait for a thread
   */
  static WaitingRoom of(LedgerThreads threads, int connections, Duration longest) {
    return switch (threads) {
      case VIRTUAL ->
          new WaitingRoom(
              Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("ledger-", 0).factory()),
              Integer.MAX_VALUE,
              longest);
      case POOL -> new WaitingRoom(pool(connections), connections * WAITING_PER_THREAD, longest);
    };
  }

  /** All threads run from the start: to start one takes a lock. */
  private static ExecutorService pool(int threads) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            0,
            TimeUnit.SECONDS,
            new LinkedTransferQueue<>(),
            Thread.ofPlatform().daemon().name("ledger-", 0).factory());
    pool.prestartAllCoreThreads();
    return pool;
  }

  /**
   * Runs something.
   *
   * @param refused called instead, here or by a thread of the room, with the reason
   */
  void run(Runnable work, Consumer<String> refused) {
    long asked = System.nanoTime();
    if (waiting.incrementAndGet() > most) {
      waiting.decrementAndGet();
      refused.accept("too much waits for the ledger");
      return;
    }
    try {
      threads.execute(() -> {
        waiting.decrementAndGet();
        if (System.nanoTime() - asked > longestNanos) {
          refused.accept("no thread was free for too long");
        } else {
          work.run();
        }
      });
    } catch (RejectedExecutionException e) {
      waiting.decrementAndGet();
      refused.accept("the connection to the ledger is closed");
    }
  }

  /** Takes nothing more; what is under way ends by itself. */
  @Override
  public void close() {
    threads.shutdown();
  }
}
