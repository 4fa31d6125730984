package flashsalelab.lab.run;

import flashsalelab.lab.experiment.Experiment;
import flashsalelab.lab.experiment.Scale;
import flashsalelab.lab.experiment.Variant;
import flashsalelab.lab.launch.Deployment;
import flashsalelab.lab.launch.Launcher;
import flashsalelab.lab.launch.Topology;
import flashsalelab.lab.load.LoadSession;
import flashsalelab.results.ExperimentSpec.CalibrationSpec;
import flashsalelab.results.RunFolder;
import flashsalelab.results.load.LoadPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Finds the knee that loads are shares of: the slowest variant's or that of the one that an
 * experiment names, on the system's own processors. The same system is searched once, however many
 * experiments it is in.
 */
final class Calibration {
  private static final long STOCK = 10_000_000;

  private final Launcher launcher;
  private final RunFolder run;
  private final Lacking lacking;
  private final Progress progress;
  private final Map<Topology, Double> known = new HashMap<>();

  Calibration(Launcher launcher, RunFolder run, Lacking lacking, Progress progress) {
    this.launcher = launcher;
    this.run = run;
    this.lacking = lacking;
    this.progress = progress;
  }

  /**
   * The knee at this scale: searched, or fixed.
   *
   * @throws IllegalStateException if the variant that the experiment is paced by cannot be had
   */
  CalibrationSpec of(Experiment experiment, Scale scale) {
    if (!scale.isCalibrated()) {
      return new CalibrationSpec(
          "fixed for the scale " + scale.word(), Map.of(), scale.fixedKnee());
    }
    var knees = new LinkedHashMap<String, Double>();
    for (Variant variant : lacking.without(experiment.pacemakers())) {
      Double knee = known.get(Stage.topology(variant));
      if (knee == null) {
        progress.stage(
            "%s: looking for the knee of %s".formatted(experiment.name(), variant.name()));
        knee = knee(experiment, variant, new WarmUp(scale.warmUp(), false));
        known.put(Stage.topology(variant), knee);
      }
      knees.put(variant.name(), knee);
    }
    double slowest =
        knees.values().stream()
            .mapToDouble(Double::doubleValue)
            .min()
            .orElseThrow(() ->
                new IllegalStateException(
                    "%s has no pace: %s cannot be had here"
                        .formatted(experiment.name(), experiment.paced())));
    return new CalibrationSpec(
        "highest rate of open arrivals, selling, of which 99%% are decided and all settled within %d ms of the end of its %d ms, after the warm-up%s"
            .formatted(
                KneeSearch.TOLERANCE.toMillis(),
                KneeSearch.WINDOW.toMillis(),
                experiment.paced() == null ? "" : "; of " + experiment.paced() + " alone"),
        knees,
        slowest);
  }

  private double knee(Experiment experiment, Variant variant, WarmUp warmUp) {
    Path folder = run.createRound(experiment.name(), 0, variant.name());
    int users = warmUp.spec().users();
    var segments = new ArrayList<>(warmUp.segments());
    segments.addAll(KneeSearch.segments(users));
    KneeSearch.Knee knee;
    try (Deployment deployment = Stage.deploy(launcher, variant, folder)) {
      var shop = new Shop(deployment);
      warmUp.offer(shop);
      shop.offer(KneeSearch.SKU, STOCK);
      LoadSession load =
          LoadSession.open(
              deployment::startGenerator,
              new LoadPlan(
                  deployment.entrance(),
                  LoadLimits.SLOTS,
                  LoadLimits.REQUEST_TIMEOUT.toMillis(),
                  segments),
              folder);
      load.awaitReady();
      warmUp.run(deployment, load);
      knee = new KneeSearch(load, users).run();
      load.finish();
    }
    return knee.ratePerSecond();
  }
}
