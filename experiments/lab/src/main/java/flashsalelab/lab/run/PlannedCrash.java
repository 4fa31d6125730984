package flashsalelab.lab.run;

import flashsalelab.lab.audit.Crash;
import flashsalelab.lab.experiment.Phase;
import flashsalelab.lab.launch.Deployment;
import flashsalelab.lab.launch.LaunchException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** The death of a part of the system in the middle of a window, on a thread of its own. */
final class PlannedCrash {
  private static final long NS_PER_US = 1_000;

  /** How long whoever watches over a server takes to start it again. */
  private static final Duration UNNOTICED = Duration.ofMillis(500);

  private final FutureTask<Deed> deed;

  private PlannedCrash(FutureTask<Deed> deed) {
    this.deed = deed;
  }

  /**
   * What was done.
   *
   * @param crash when and how, in microseconds after it was planned
   * @param down for how long the part was away; null where it stays away
   */
  record Deed(Crash crash, @Nullable Duration down) {}

  /** Does what a phase wants to a deployment, after a while. */
  static PlannedCrash in(Duration delay, Phase phase, Deployment deployment) {
    long planned = System.nanoTime();
    var deed =
        new FutureTask<>(() -> {
          Thread.sleep(delay);
          long atUs = (System.nanoTime() - planned) / NS_PER_US;
          return phase.killsTheStore()
              ? ofStore(deployment, atUs)
              : new Deed(new Crash(Crash.Part.EDGE, deployment.killEdge(), atUs), null);
        });
    Thread.ofVirtual().name("planned-crash").start(deed);
    return new PlannedCrash(deed);
  }

  private static Deed ofStore(Deployment deployment, long atUs) throws InterruptedException {
    long killedAt = System.nanoTime();
    String end = deployment.killStore();
    Thread.sleep(UNNOTICED);
    deployment.restartStore();
    return new Deed(
        new Crash(Crash.Part.STORE, end, atUs), Duration.ofNanos(System.nanoTime() - killedAt));
  }

  /**
   * Waits until it is done.
   *
   * @throws LaunchException if it could not be done
   */
  Deed done() {
    try {
      return deed.get();
    } catch (ExecutionException e) {
      throw new LaunchException("the planned crash went wrong: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LaunchException("interrupted during the planned crash", e);
    }
  }
}
