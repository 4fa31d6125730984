package flashsalelab.lab.run;

import flashsalelab.lab.experiment.Experiment;
import flashsalelab.lab.experiment.Scale;
import flashsalelab.lab.experiment.Variant;
import flashsalelab.lab.launch.Deployment;
import flashsalelab.lab.launch.Launcher;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the knee that loads are shares of: what the slowest variant decides per second when a fixed
 * number of users buys without a pause. Enough users to keep the system busy, few enough that
 * queues stay short: about the highest rate it sustains.
 */
final class Calibration {
  private static final int USERS = 48;
  private static final Duration WINDOW = Duration.ofSeconds(4);
  private static final long STOCK = 10_000_000;
  private static final String SEGMENT = "knee";
  private static final double US_PER_MS = 1000;
  private static final double MS_PER_S = 1000;

  private final Launcher launcher;
  private final RunFolder run;
  private final Progress progress;

  Calibration(Launcher launcher, RunFolder run, Progress progress) {
    this.launcher = launcher;
    this.run = run;
    this.progress = progress;
  }

  /** How long one variant takes, for the plan. */
  static Duration perVariant() {
    return WINDOW.multipliedBy(2).plusSeconds(8);
  }

  /** The knee at this scale: searched, or fixed. */
  CalibrationSpec of(Experiment experiment, Scale scale) {
    if (!scale.isCalibrated()) {
      return new CalibrationSpec(
          "fixed for the scale " + scale.word(), Map.of(), scale.fixedKnee());
    }
    var knees = new LinkedHashMap<String, Double>();
    for (Variant variant : experiment.variants()) {
      progress.stage("%s: looking for the knee of %s".formatted(experiment.name(), variant.name()));
      knees.put(variant.name(), knee(experiment, variant));
    }
    double slowest = knees.values().stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    return new CalibrationSpec(
        "decided purchases per second of %d users without a pause, selling, over %d s after as long a warm-up"
            .formatted(USERS, WINDOW.toSeconds()),
        knees,
        slowest);
  }

  private double knee(Experiment experiment, Variant variant) {
    Path folder = run.createRound(experiment.name(), 0, variant.name());
    var warmUp = segment(WarmUp.SKU);
    var measured = segment(SEGMENT);
    try (Deployment deployment = Stage.deploy(launcher, variant, folder)) {
      var shop = new Shop(deployment);
      shop.offer(WarmUp.SKU, STOCK);
      shop.offer(SEGMENT, STOCK);
      LoadSession load =
          LoadSession.open(
              deployment,
              new LoadPlan(
                  deployment.entrance(),
                  USERS,
                  LoadLimits.REQUEST_TIMEOUT.toMillis(),
                  List.of(warmUp, measured)),
              folder);
      load.awaitReady();
      load.run(warmUp, () -> {}, () -> {});
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

  private static Segment segment(String name) {
    return new Segment(name, name, new Arrivals.Closed(USERS), WINDOW.toMillis());
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
