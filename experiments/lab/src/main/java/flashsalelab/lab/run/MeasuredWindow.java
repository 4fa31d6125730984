package flashsalelab.lab.run;

import flashsalelab.lab.measure.LagWatch.Lag;
import flashsalelab.lab.measure.ResourceWindow.Use;
import flashsalelab.lab.run.PlannedCrash.Deed;
import flashsalelab.results.ExperimentSpec.MeasurementSpec;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a window when it has drained.
 *
 * @param spec what was meant to be measured
 * @param uses what each process used
 * @param counts what edges and balancer had counted when it had drained
 * @param segments those that had been run by then, warm-up included
 * @param kill of a part of the system in it, or null
 * @param lag of the permanent ledger meanwhile; empty where there is none
 * @param drainedAt when the last purchase was settled, by {@link System#nanoTime}
 */
record MeasuredWindow(
    MeasurementSpec spec,
    List<Use> uses,
    SystemCounts counts,
    Set<String> segments,
    @Nullable Deed kill,
    Optional<Lag> lag,
    long drainedAt) {
  MeasuredWindow {
    uses = List.copyOf(uses);
    segments = Set.copyOf(segments);
  }

  /** The product that was sold, or what the skus of many begin with; the name of the segment. */
  String sku() {
    return RoundRunner.sku(spec);
  }

  /** The products that were sold. */
  List<String> skus() {
    return RoundRunner.skus(spec);
  }
}
