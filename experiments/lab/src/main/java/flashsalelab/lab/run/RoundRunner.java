package flashsalelab.lab.run;

import flashsalelab.lab.audit.LedgerReader;
import flashsalelab.lab.audit.RedisLedger;
import flashsalelab.lab.experiment.Variant;
import flashsalelab.lab.launch.Deployment;
import flashsalelab.lab.launch.LaunchException;
import flashsalelab.lab.launch.Launcher;
import flashsalelab.lab.load.LoadException;
import flashsalelab.lab.load.LoadSession;
import flashsalelab.lab.measure.ResourceWindow;
import flashsalelab.results.ExperimentSpec;
import flashsalelab.results.ExperimentSpec.MeasurementSpec;
import flashsalelab.results.load.Arrivals;
import flashsalelab.results.load.GeneratorProtocol;
import flashsalelab.results.load.History;
import flashsalelab.results.load.HistoryEntry;
import flashsalelab.results.load.LoadPlan;
import flashsalelab.results.load.Segment;
import flashsalelab.results.load.SegmentReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One variant in one round: fresh deployment, preflight, warm-up, then each measured window on a
 * product of its own, drain, audit. The deployment ends with the round, whatever happens.
 */
final class RoundRunner {
  private final Launcher launcher;
  private final ExperimentSpec spec;
  private final RunJournal journal;
  private final Progress progress;

  RoundRunner(Launcher launcher, ExperimentSpec spec, RunJournal journal, Progress progress) {
    this.launcher = launcher;
    this.spec = spec;
    this.journal = journal;
    this.progress = progress;
  }

  /**
   * Carries it out and writes it down.
   *
   * @return what each window left, in order
   * @throws LaunchException if the system does not come up or a preflight objects
   * @throws LoadException if the generator fails; the round is on record as UNKNOWN then
   */
  List<RunJournal.Entry> run(int round, Variant variant) {
    var entries = new ArrayList<RunJournal.Entry>();
    var scribe = new RoundScribe(spec, variant.name(), round);
    Path folder = journal.folder().createRound(spec.name(), round, variant.name());
    stage(round, variant, "starting");
    try (Deployment deployment = Stage.deploy(launcher, variant, folder)) {
      Map<MeasurementSpec, List<ResourceWindow.Use>> uses =
          applyLoad(deployment, round, variant, folder);
      stage(round, variant, "audit");
      entries.addAll(examine(deployment, scribe, uses, folder));
    } catch (LoadException e) {
      for (MeasurementSpec measurement : spec.measurements()) {
        entries.add(scribe.withoutMeasurement(measurement, Objects.toString(e.getMessage())));
      }
      entries.forEach(journal::add);
      throw e;
    }
    entries.forEach(journal::add);
    return entries;
  }

  private Map<MeasurementSpec, List<ResourceWindow.Use>> applyLoad(
      Deployment deployment, int round, Variant variant, Path folder) {
    var warmUp = new WarmUp(spec.warmUp());
    var shop = new Shop(deployment);
    warmUp.offer(shop);
    var segments = new ArrayList<>(warmUp.segments());
    for (MeasurementSpec measurement : spec.measurements()) {
      shop.offer(sku(measurement), measurement.stock());
      segments.add(segment(measurement, round));
    }
    var plan =
        new LoadPlan(
            deployment.entrance(),
            LoadLimits.SLOTS,
            LoadLimits.REQUEST_TIMEOUT.toMillis(),
            segments);
    LoadSession load = LoadSession.open(deployment::startGenerator, plan, folder);
    load.awaitReady();
    stage(round, variant, "warm-up");
    warmUp.run(deployment, load);
    var uses = new LinkedHashMap<MeasurementSpec, List<ResourceWindow.Use>>();
    for (MeasurementSpec measurement : spec.measurements()) {
      stage(round, variant, "%s, %s".formatted(measurement.load(), measurement.phase()));
      uses.put(measurement, measure(load, deployment, segment(measurement, round)));
    }
    load.finish();
    return uses;
  }

  private static List<ResourceWindow.Use> measure(
      LoadSession load, Deployment deployment, Segment segment) {
    var window = new ResourceWindow[1];
    var uses = new ArrayList<ResourceWindow.Use>();
    load.run(
        segment,
        () -> window[0] = ResourceWindow.open(deployment.metered()),
        () -> uses.addAll(window[0].close()));
    return uses;
  }

  private List<RunJournal.Entry> examine(
      Deployment deployment,
      RoundScribe scribe,
      Map<MeasurementSpec, List<ResourceWindow.Use>> uses,
      Path folder) {
    List<HistoryEntry> history = history(folder);
    var reports = Examination.segmentReports(folder);
    var entries = new ArrayList<RunJournal.Entry>();
    try (LedgerReader ledgers = RedisLedger.at(deployment.redis())) {
      var examination = new Examination(deployment, ledgers, history);
      uses.forEach((measurement, used) -> {
        SegmentReport report = Objects.requireNonNull(reports.get(sku(measurement)));
        List<HistoryEntry> own =
            history.stream().filter(entry -> entry.segment().equals(sku(measurement))).toList();
        Examination.Result result = examination.of(sku(measurement), own, report);
        entries.add(scribe.entry(measurement, own, report, used, result));
      });
    }
    return entries;
  }

  private static List<HistoryEntry> history(Path folder) {
    try {
      return History.read(folder.resolve(GeneratorProtocol.HISTORY_FILE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The product of a measured window, and the name of its segment. */
  static String sku(MeasurementSpec measurement) {
    return measurement.load() + "-" + measurement.phase();
  }

  /** The same schedule for every variant of a round, another one in each round. */
  private Segment segment(MeasurementSpec measurement, int round) {
    long seed = Objects.hash(spec.seed(), spec.name(), sku(measurement), round);
    return new Segment(
        sku(measurement),
        sku(measurement),
        new Arrivals.Open(measurement.ratePerSecond(), seed),
        measurement.durationMs());
  }

  private void stage(int round, Variant variant, String what) {
    progress.stage(
        "%s, round %d of %d, %s: %s"
            .formatted(spec.name(), round, spec.rounds(), variant.name(), what));
  }
}
