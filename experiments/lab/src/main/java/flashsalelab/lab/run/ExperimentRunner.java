package flashsalelab.lab.run;

import flashsalelab.lab.audit.Auditor;
import flashsalelab.lab.experiment.Experiment;
import flashsalelab.lab.experiment.Phase;
import flashsalelab.lab.experiment.Scale;
import flashsalelab.lab.experiment.Variant;
import flashsalelab.lab.launch.Launcher;
import flashsalelab.lab.launch.RedisDurability;
import flashsalelab.results.ExperimentSpec;
import flashsalelab.results.ExperimentSpec.CalibrationSpec;
import flashsalelab.results.ExperimentSpec.MeasurementSpec;
import flashsalelab.results.ExperimentSpec.SurgeSpec;
import flashsalelab.results.ExperimentSpec.VariantSpec;
import flashsalelab.results.RoundRow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Carries one experiment out: calibration, then rounds in which every variant has its turn, in an
 * order that is shuffled once (seeded) and rotated from round to round, so that no variant always
 * comes first.
 */
final class ExperimentRunner {
  private static final double MS_PER_S = 1000;

  private final Launcher launcher;
  private final LabSettings settings;
  private final RunJournal journal;
  private final Lacking lacking;
  private final Progress progress;
  private final Calibration calibration;

  ExperimentRunner(
      Launcher launcher,
      LabSettings settings,
      RunJournal journal,
      Lacking lacking,
      Progress progress) {
    this.launcher = launcher;
    this.settings = settings;
    this.journal = journal;
    this.lacking = lacking;
    this.progress = progress;
    this.calibration = new Calibration(launcher, journal.folder(), lacking, progress);
  }

  /**
   * Carries it out and writes it down, round by round. What cannot be had is left out; if nothing
   * can, nothing is done.
   *
   * @param calibrated called when the rates are known
   * @param cellDone called after each variant of each round
   */
  void run(Experiment experiment, Runnable calibrated, Consumer<Variant> cellDone) {
    Scale scale = settings.scale();
    journal.spec(spec(experiment, new CalibrationSpec("not yet", Map.of(), 0)));
    List<Variant> order = new ArrayList<>(variants(lacking.without(experiment.variants())));
    if (order.isEmpty()) {
      return;
    }
    CalibrationSpec rates = calibration.of(experiment, scale);
    ExperimentSpec spec = spec(experiment, rates);
    journal.spec(spec);
    calibrated.run();
    progress.line(
        "%s: the knee is %.0f purchases/s (%s)"
            .formatted(spec.name(), rates.kneePerSecond(), rates.method()));
    var rounds = new RoundRunner(launcher, spec, journal, progress);
    Collections.shuffle(order, new Random(settings.seed()));
    for (int round = 1; round <= spec.rounds(); round++) {
      for (Variant variant : order) {
        if (!settings.scale().hasTurn(experiment.isHeadline(variant.name()), round)) {
          continue;
        }
        List<RunJournal.Entry> entries = rounds.run(round, variant);
        cellDone.accept(variant);
        progress.line(text(spec, variant, round, entries));
      }
      Collections.rotate(order, 1);
    }
  }

  private ExperimentSpec spec(Experiment experiment, CalibrationSpec rates) {
    Scale scale = settings.scale();
    return new ExperimentSpec(
        experiment.name(),
        experiment.question(),
        experiment.baseline().name(),
        scale.rounds(),
        settings.seed(),
        experiment.margin(),
        variants(experiment.variants()).stream().map(variant -> spec(experiment, variant)).toList(),
        scale.warmUp(),
        measurements(experiment, rates),
        rates,
        Auditor.invariants());
  }

  private VariantSpec spec(Experiment experiment, Variant variant) {
    Integer subscribers = variant.subscribers();
    RedisDurability durability = variant.durability();
    return new VariantSpec(
        variant.name(),
        variant.edge(),
        variant.instances(),
        variant.guard(),
        variant.balancing(),
        variant.mustOversell(),
        variant.settings(),
        variant.baseline(),
        subscribers == null ? null : settings.scale().subscribers(subscribers),
        durability == null ? null : durability.word(),
        variant.mayLose(),
        settings.scale().rounds(experiment.isHeadline(variant.name())));
  }

  private List<MeasurementSpec> measurements(Experiment experiment, CalibrationSpec rates) {
    var measurements = new ArrayList<MeasurementSpec>();
    for (Experiment.Window window : experiment.windows()) {
      Phase phase = window.phase();
      double rate = window.load().rate(rates.kneePerSecond());
      long durationMs = settings.scale().window(phase).toMillis();
      SurgeSpec surge = phase.surges() ? surge(phase, rates.kneePerSecond()) : null;
      measurements.add(
          new MeasurementSpec(
              window.load().word(),
              phase.word(),
              rate,
              durationMs,
              phase.stock((rate * durationMs + extra(surge)) / MS_PER_S),
              phase.kills() ? durationMs / 2 : null,
              surge));
    }
    return measurements;
  }

  private SurgeSpec surge(Phase phase, double knee) {
    return new SurgeSpec(
        Phase.SURGE * knee,
        settings.scale().surgeFrom(phase).toMillis(),
        settings.scale().surgeUntil(phase).toMillis());
  }

  /** Arrivals of a surge, times 1000. */
  private static double extra(@Nullable SurgeSpec surge) {
    return surge == null ? 0 : surge.ratePerSecond() * (surge.untilMs() - surge.fromMs());
  }

  /** Variants as they are deployed to be measured. */
  private static List<Variant> variants(List<Variant> asked) {
    return asked.stream().map(OrderedReconciliation::awaitedBy).toList();
  }

  private static String text(
      ExperimentSpec spec, Variant variant, int round, List<RunJournal.Entry> entries) {
    var text = new StringBuilder();
    text.append("  round %d of %d  %-18s".formatted(round, spec.rounds(), variant.name()));
    for (RunJournal.Entry entry : entries) {
      var row = entry.round();
      text.append(
          String.format(
              Locale.ROOT,
              "%n    %-6s %-8s %-7s %6.0f/s  p50 %7.2f ms  p99 %8.2f ms  errors %5.2f%%  oversold %d%s%s",
              row.load(),
              row.phase(),
              row.safety(),
              row.throughputPerS(),
              row.p50Ms() == null ? Double.NaN : row.p50Ms(),
              row.p99Ms() == null ? Double.NaN : row.p99Ms(),
              100 * row.errorRate(),
              row.oversold(),
              undersold(row),
              row.reason().isEmpty() ? "" : "  (" + row.reason() + ")"));
    }
    return text.toString();
  }

  private static String undersold(RoundRow row) {
    return row.unrecovered() == null
        ? ""
        : "  undersold %d, %d after reconciliation".formatted(row.undersold(), row.unrecovered());
  }
}
