package flashsalelab.lab.launch.containers;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Calls that are given up after a time: the library that speaks to the engine waits for ever. */
final class Bounded {
  private static final ExecutorService THREADS =
      Executors.newCachedThreadPool(Thread.ofPlatform().name("docker-call-", 1).daemon().factory());

  private Bounded() {}

  /**
   * Calls on a thread of its own.
   *
   * @throws TimeoutException after {@code limit}; the thread is interrupted then
   * @throws ExecutionException with what the call threw as its cause
   */
  static <T extends @Nullable Object> T call(Duration limit, Callable<T> call)
      throws TimeoutException, ExecutionException, InterruptedException {
    Future<T> answer = THREADS.submit(call);
    try {
      return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      answer.cancel(true);
    }
  }
}
