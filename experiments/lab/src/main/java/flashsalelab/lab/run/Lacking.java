package flashsalelab.lab.run;

import flashsalelab.lab.experiment.Experiment;
import flashsalelab.lab.experiment.Variant;
import flashsalelab.lab.launch.Launcher;
import flashsalelab.lab.launch.Topology;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The systems that cannot be had where a run takes place. Their variants are left out, and the rest
 * of the run goes on.
 *
 * @param reasons what each of them lacks, and what to install
 */
record Lacking(Map<Topology, String> reasons) {
  /** Where everything can be had. */
  static final Lacking NOTHING = new Lacking(Map.of());

  Lacking {
    reasons = Map.copyOf(reasons);
  }

  /** Asks a launcher for each variant. */
  static Lacking of(Launcher launcher, List<Experiment> experiments) {
    var reasons = new HashMap<Topology, String>();
    for (Experiment experiment : experiments) {
      for (Variant variant : experiment.variants()) {
        Topology topology = Stage.topology(variant);
        launcher.lacks(topology).ifPresent(reason -> reasons.put(topology, reason));
      }
    }
    return new Lacking(reasons);
  }

  /** Why a variant cannot be had, if so. */
  Optional<String> of(Variant variant) {
    return Optional.ofNullable(reasons.get(Stage.topology(variant)));
  }

  /** Those of these variants that can be had, in the same order. */
  List<Variant> without(List<Variant> variants) {
    return variants.stream().filter(variant -> of(variant).isEmpty()).toList();
  }
}
