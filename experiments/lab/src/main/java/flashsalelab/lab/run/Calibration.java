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
import flashsalelab.results.load.Arrivals;
import flashsalelab.results.load.GeneratorProtocol;
import flashsalelab.results.load.History;
import flashsalelab.results.load.LoadPlan;
import flashsalelab.results.load.Segment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Finds the knee that loads are shares of: what the slowest variant decides per second when the
 * users of the warm-up go on buying without a pause, on the system's own processors: about the
 * highest rate it sustains. The same system is searched once, however many experiments it is in.
 */
final class Calibration {
  static final Duration WINDOW = Duration.ofSeconds(4);

  private static final String SEGMENT = "knee";
  private static final long STOCK = 10_000_000;
  private static final double US_PER_MS = 1000;
  private static final double MS_PER_S = 1000;

  private final Launcher launcher;
  private final RunFolder run;
  private final Progress progress;
  private final Map<Topology, Double> known = new HashMap<>();

  Calibration(Launcher launcher, RunFolder run, Progress progress) {
    this.launcher = launcher;
    this.run = run;
    this.progress = progress;
  }

  /** The knee at this scale: searched, or fixed. */
  CalibrationSpec of(Experiment experiment, Scale scale) {
    if (!scale.isCalibrated()) {
      return new CalibrationSpec(
          "fixed for the scale " + scale.word(), Map.of(), scale.fixedKnee());
    }
    var knees = new LinkedHashMap<String, Double>();
    for (Variant variant : experiment.variants()) {
      Double knee = known.get(Stage.topology(variant));
      if (knee == null) {
        progress.stage(
            "%s: looking for the knee of %s".formatted(experiment.name(), variant.name()));
        knee = knee(experiment, variant, new WarmUp(scale.warmUp()));
        known.put(Stage.topology(variant), knee);
      }
      knees.put(variant.name(), knee);
    }
    double slowest = knees.values().stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    return new CalibrationSpec(
        "decided purchases per second of %d users without a pause, selling, over %d s after the warm-up"
            .formatted(scale.warmUp().users(), WINDOW.toSeconds()),
        knees,
        slowest);
  }

  private double knee(Experiment experiment, Variant variant, WarmUp warmUp) {
    Path folder = run.createRound(experiment.name(), 0, variant.name());
    int users = warmUp.spec().users();
    var measured = new Segment(SEGMENT, SEGMENT, new Arrivals.Closed(users), WINDOW.toMillis());
    var segments = new ArrayList<>(warmUp.segments());
    segments.add(measured);
    try (Deployment deployment = Stage.deploy(launcher, variant, folder)) {
      var shop = new Shop(deployment);
      warmUp.offer(shop);
      shop.offer(SEGMENT, STOCK);
      LoadSession load =
          LoadSession.open(
              deployment,
              new LoadPlan(
                  deployment.entrance(), users, LoadLimits.REQUEST_TIMEOUT.toMillis(), segments),
              folder);
      load.awaitReady();
      warmUp.run(deployment, load);
      load.run(measured, () -> {}, () -> {});
      load.finish();
    }
    double knee = decidedPerSecond(folder.resolve(GeneratorProtocol.HISTORY_FILE), measured);
    if (knee == 0) {
      throw new IllegalStateException(
          "%s decided nothing while its knee was looked for; its logs are in %s"
              .formatted(variant.name(), folder));
    }
    return knee;
  }

  private static double decidedPerSecond(Path history, Segment segment) {
    try {
      long decided =
          History.read(history).stream()
              .filter(entry -> entry.segment().equals(segment.name()))
              .filter(entry -> entry.outcome().isDecided())
              .filter(entry -> entry.completedUs() < segment.durationMs() * US_PER_MS)
              .count();
      return decided * MS_PER_S / segment.durationMs();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
