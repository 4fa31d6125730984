package flashsalelab.sale;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does jobs from time to time, on a thread of its own that only starts the work. The next run of a
 * job begins when the last one has ended, well or not.
 */
public final class Clockwork implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Clockwork.class);

  private final ScheduledExecutorService thread;

  /**
   * A clockwork that has nothing to do yet.
   *
   * @param name of its thread
   */
  public Clockwork(String name) {
    thread =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name(name).factory());
  }

  /** Does a job after each pause. */
  public void every(Duration pause, String name, Supplier<CompletionStage<?>> job) {
    after(pause, () -> run(pause, name, job));
  }

  /** Does something once, after a pause, unless this is closed before. */
  public void after(Duration pause, Runnable work) {
    try {
      ScheduledFuture<?> _ = thread.schedule(work, pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("the clockwork is closed, nothing begins any more", e);
    }
  }

  private void run(Duration pause, String name, Supplier<CompletionStage<?>> job) {
    job.get()
        .whenComplete((done, failure) -> {
          if (failure != null) {
            LOG.debug("a {} failed, the next one follows: {}", name, failure.toString());
          }
          every(pause, name, job);
        });
  }

  /** Starts nothing any more; what is under way ends by itself. */
  @Override
  public void close() {
    thread.shutdownNow();
  }
}
