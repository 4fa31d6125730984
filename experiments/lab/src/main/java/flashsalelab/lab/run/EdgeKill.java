package flashsalelab.lab.run;

import flashsalelab.lab.launch.Deployment;
import flashsalelab.lab.launch.LaunchException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** The death of an edge in the middle of a window, on a thread of its own. */
final class EdgeKill {
  private static final long NS_PER_US = 1_000;

  private final FutureTask<Deed> deed;

  private EdgeKill(FutureTask<Deed> deed) {
    this.deed = deed;
  }

  /**
   * What was done.
   *
   * @param end how the edge ended, in words
   * @param atUs when the order was given, in microseconds after it was planned
   */
  record Deed(String end, long atUs) {}

  /** Kills an edge of the deployment after a while. */
  static EdgeKill in(Duration delay, Deployment deployment) {
    long planned = System.nanoTime();
    var deed =
        new FutureTask<>(() -> {
          Thread.sleep(delay);
          long atUs = (System.nanoTime() - planned) / NS_PER_US;
          return new Deed(deployment.killEdge(), atUs);
        });
    Thread.ofVirtual().name("edge-kill").start(deed);
    return new EdgeKill(deed);
  }

  /**
   * Waits until it is done.
   *
   * @throws LaunchException if no edge could be killed
   */
  Deed done() {
    try {
      return deed.get();
    } catch (ExecutionException e) {
      throw new LaunchException("no edge was killed: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LaunchException("interrupted while an edge was killed", e);
    }
  }
}
