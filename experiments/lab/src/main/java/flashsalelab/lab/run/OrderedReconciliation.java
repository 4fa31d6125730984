package flashsalelab.lab.run;

import flashsalelab.lab.experiment.Variant;
import flashsalelab.lab.launch.Deployment;
import flashsalelab.lab.launch.LaunchException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The reconciliation at a moment of the lab's choosing. The edges start none by themselves, so none
 * can hide what was missing before that was counted. It comes when the load has been over for as
 * long as a purchase may be under way: what is not settled then is nobody's.
 */
final class OrderedReconciliation {
  private static final Duration NEVER = Duration.ofHours(1);

  /** A little more than the least that an edge accepts, which is the longest step. */
  static final Duration GRACE = Duration.ofSeconds(5);

  private static final Duration MARGIN = Duration.ofMillis(100);
  private static final String REPORT = "reconciliation.json";
  private static final int OK = 200;

  private OrderedReconciliation() {}

  /** The variant with edges that wait for the order. */
  static Variant awaitedBy(Variant variant) {
    return variant
        .with("RECONCILE_INTERVAL_MS", Long.toString(NEVER.toMillis()))
        .with("RECONCILE_GRACE_MS", Long.toString(GRACE.toMillis()));
  }

  /**
   * Has an edge reconcile every product; returns when that is done.
   *
   * @param drainedAt when the last purchase was settled, by {@link System#nanoTime}
   * @param folder which takes what the edge says of it
   * @throws LaunchException if the edge does not do it
   */
  static void carryOut(Deployment deployment, long drainedAt, Path folder) {
    sleepUntil(drainedAt + GRACE.plus(MARGIN).toNanos());
    String report =
        new AdminCalls(deployment).post("the reconciliation", "/api/admin/reconciliations", "", OK);
    try {
      Files.writeString(folder.resolve(REPORT), report);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void sleepUntil(long moment) {
    try {
      Thread.sleep(Duration.ofNanos(Math.max(0, moment - System.nanoTime())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LaunchException("interrupted before the reconciliation", e);
    }
  }
}
