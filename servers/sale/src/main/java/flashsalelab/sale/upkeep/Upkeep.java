package flashsalelab.sale.upkeep;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sweeps and reconciles from time to time, on a thread of its own that only starts the work. The
 * next run of a job begins when the last one has ended.
 */
public final class Upkeep implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);

  private final ScheduledExecutorService clockwork =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("upkeep").factory());

  private Upkeep() {}

  /** Starts both jobs. */
  public static Upkeep start(UpkeepSettings settings, Sweeper sweeper, Reconciler reconciler) {
    Upkeep upkeep = new Upkeep();
    upkeep.every(settings.sweep(), "sweep", sweeper::sweep);
    upkeep.every(settings.reconcile(), "reconciliation", reconciler::reconcile);
    return upkeep;
  }

  private void every(Duration pause, String name, Supplier<CompletionStage<?>> job) {
    if (!clockwork.isShutdown()) {
      ScheduledFuture<?> _ =
          clockwork.schedule(() -> run(pause, name, job), pause.toMillis(), TimeUnit.MILLISECONDS);
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
    clockwork.shutdownNow();
  }
}
