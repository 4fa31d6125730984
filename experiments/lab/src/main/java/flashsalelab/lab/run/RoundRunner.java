package flashsalelab.lab.run;

import static java.util.stream.Collectors.toCollection;

import flashsalelab.lab.audit.LedgerReader;
import flashsalelab.lab.audit.Ledgers;
import flashsalelab.lab.experiment.Phase;
import flashsalelab.lab.experiment.Variant;
import flashsalelab.lab.launch.Deployment;
import flashsalelab.lab.launch.LaunchException;
import flashsalelab.lab.launch.Launcher;
import flashsalelab.lab.load.LoadException;
import flashsalelab.lab.load.LoadSession;
import flashsalelab.lab.measure.LagWatch;
import flashsalelab.lab.measure.ResourceWindow;
import flashsalelab.results.ExperimentSpec;
import flashsalelab.results.ExperimentSpec.MeasurementSpec;
import flashsalelab.results.ExperimentSpec.SurgeSpec;
import flashsalelab.results.load.Arrivals;
import flashsalelab.results.load.Audience;
import flashsalelab.results.load.LoadPlan;
import flashsalelab.results.load.Segment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One variant in one round: fresh deployment, preflight, warm-up, then each measured window on a
 * product of its own, drain, audit. The deployment ends with the round, whatever happens.
 */
final class RoundRunner {
  private final Launcher launcher;
  private final ExperimentSpec spec;
  private final RunJournal journal;
  private final Progress progress;
  private final SpareTurns spares;

  RoundRunner(Launcher launcher, ExperimentSpec spec, RunJournal journal, Progress progress) {
    this.launcher = launcher;
    this.spec = spec;
    this.journal = journal;
    this.progress = progress;
    this.spares = SpareTurns.of(spec.rounds());
  }

  /**
   * Carries it out and writes it down; again where the load generator spoiled it, while there are
   * turns to spare.
   *
   * @return what each window left, in order
   * @throws LaunchException if the system does not come up or a preflight objects
   * @throws LoadException if the generator fails; the round is on record as UNKNOWN then
   */
  List<RunJournal.Entry> run(int round, Variant variant) {
    List<RunJournal.Entry> entries = take(round, variant);
    while (spares.takeAgain(entries.stream().map(RunJournal.Entry::audit).toList())) {
      progress.line("  " + journal.setAside(entries));
      entries = take(round, variant);
    }
    entries.forEach(journal::add);
    return entries;
  }

  private List<RunJournal.Entry> take(int round, Variant variant) {
    var entries = new ArrayList<RunJournal.Entry>();
    var scribe = new RoundScribe(spec, variant.name(), round);
    Path folder = journal.folder().createRound(spec.name(), round, variant.name());
    stage(round, variant, "starting");
    try (Deployment deployment = Stage.deploy(launcher, variant, folder)) {
      List<MeasuredWindow> windows = applyLoad(deployment, round, variant, folder);
      stage(round, variant, "audit");
      entries.addAll(examine(deployment, variant, scribe, windows, folder));
    } catch (LoadException e) {
      for (MeasurementSpec measurement : spec.measurements()) {
        entries.add(scribe.withoutMeasurement(measurement, Objects.toString(e.getMessage())));
      }
      entries.forEach(journal::add);
      throw e;
    }
    return entries;
  }

  private List<MeasuredWindow> applyLoad(
      Deployment deployment, int round, Variant variant, Path folder) {
    var warmUp = new WarmUp(spec.warmUp(), surges());
    var shop = new Shop(deployment);
    warmUp.offer(shop);
    var segments = new ArrayList<>(warmUp.segments());
    for (MeasurementSpec measurement : spec.measurements()) {
      List<String> skus = skus(measurement);
      skus.forEach(sku -> shop.offer(sku, measurement.stock() / skus.size()));
      segments.add(segment(measurement, round, variant));
    }
    var plan =
        new LoadPlan(
            deployment.entrance(),
            LoadLimits.SLOTS,
            LoadLimits.REQUEST_TIMEOUT.toMillis(),
            audience(variant) == null ? null : deployment.adminToken(),
            segments);
    LoadSession load = LoadSession.open(deployment::startGenerator, plan, folder);
    load.awaitReady();
    stage(round, variant, "warm-up");
    warmUp.run(deployment, load);
    var windows = new ArrayList<MeasuredWindow>();
    Set<String> run =
        warmUp.segments().stream().map(Segment::name).collect(toCollection(HashSet::new));
    for (MeasurementSpec measurement : spec.measurements()) {
      stage(round, variant, "%s, %s".formatted(measurement.load(), measurement.phase()));
      Segment segment = segment(measurement, round, variant);
      run.add(segment.name());
      windows.add(measure(load, deployment, measurement, segment, run));
    }
    load.finish();
    return windows;
  }

  private boolean surges() {
    return spec.measurements().stream().anyMatch(measurement -> measurement.surge() != null);
  }

  private static MeasuredWindow measure(
      LoadSession load,
      Deployment deployment,
      MeasurementSpec measurement,
      Segment segment,
      Set<String> run) {
    var window = new ResourceWindow[1];
    var kill = new AtomicReference<@Nullable PlannedCrash>();
    var uses = new ArrayList<ResourceWindow.Use>();
    Long killAtMs = measurement.killAtMs();
    Optional<LagWatch> watch = deployment.projector().map(LagWatch::open);
    Optional<LagWatch.Lag> lag;
    try {
      load.run(
          segment,
          () -> {
            if (killAtMs != null) {
              Phase phase = Phase.of(measurement.phase());
              kill.set(PlannedCrash.in(Duration.ofMillis(killAtMs), phase, deployment));
            }
            window[0] = ResourceWindow.open(deployment.metered());
          },
          () -> uses.addAll(window[0].close()));
    } finally {
      lag = watch.flatMap(LagWatch::close);
    }
    long drainedAt = System.nanoTime();
    PlannedCrash killed = kill.get();
    PlannedCrash.Deed deed = killed == null ? null : killed.done();
    return new MeasuredWindow(
        measurement, uses, SystemCounts.of(deployment), run, deed, lag, drainedAt);
  }

  private static List<RunJournal.Entry> examine(
      Deployment deployment,
      Variant variant,
      RoundScribe scribe,
      List<MeasuredWindow> windows,
      Path folder) {
    var entries = new ArrayList<RunJournal.Entry>();
    try (LedgerReader ledgers = Ledgers.of(deployment)) {
      var examination =
          new Examination(ledgers, variant.mayLose(), deployment.casualties(), folder);
      long drainedAt = windows.getLast().drainedAt();
      List<Examination.Result> results =
          examination.of(
              windows, () -> OrderedReconciliation.carryOut(deployment, drainedAt, folder));
      for (int i = 0; i < windows.size(); i++) {
        MeasuredWindow window = windows.get(i);
        entries.add(
            scribe.entry(
                window,
                examination.history(window),
                examination.report(window),
                examination.delays(window),
                results.get(i)));
      }
    }
    return entries;
  }

  /** The product of a measured window, and the name of its segment. */
  static String sku(MeasurementSpec measurement) {
    return measurement.load() + "-" + measurement.phase();
  }

  /** The products of a measured window. */
  static List<String> skus(MeasurementSpec measurement) {
    return Segment.skus(sku(measurement), products(measurement));
  }

  private static int products(MeasurementSpec measurement) {
    return Phase.of(measurement.phase()).products();
  }

  /** The same schedule for every variant of a round, another one in each round. */
  private Segment segment(MeasurementSpec measurement, int round, Variant variant) {
    long seed = Objects.hash(spec.seed(), spec.name(), sku(measurement), round);
    double rate = measurement.ratePerSecond();
    SurgeSpec surge = measurement.surge();
    return new Segment(
        sku(measurement),
        sku(measurement),
        surge == null
            ? new Arrivals.Open(rate, seed)
            : new Arrivals.Surge(
                rate, surge.ratePerSecond(), surge.fromMs(), surge.untilMs(), seed),
        measurement.durationMs(),
        audience(variant),
        products(measurement));
  }

  /** Who watches, at this scale. */
  private @Nullable Audience audience(Variant variant) {
    Integer subscribers =
        spec.variants().stream()
            .filter(each -> each.name().equals(variant.name()))
            .findFirst()
            .orElseThrow()
            .subscribers();
    return subscribers == null
        ? null
        : new Audience(
            subscribers,
            LoadLimits.CHANGE_EVERY.toMillis(),
            WarmUp.rehearsal(spec.warmUp()).toMillis());
  }

  private void stage(int round, Variant variant, String what) {
    progress.stage(
        "%s, round %d of %d, %s: %s"
            .formatted(spec.name(), round, spec.rounds(), variant.name(), what));
  }
}
