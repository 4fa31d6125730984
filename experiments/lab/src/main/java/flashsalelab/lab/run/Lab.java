package flashsalelab.lab.run;

import flashsalelab.lab.experiment.Experiment;
import flashsalelab.lab.launch.Launcher;
import flashsalelab.lab.run.LabSettings.ProgressStyle;
import flashsalelab.results.RunFolder;
import flashsalelab.results.RunInfo;
import flashsalelab.results.Safety;
import flashsalelab.results.SummaryRow;
import flashsalelab.results.Verdicts;
import flashsalelab.results.Verdicts.Comparison;
import flashsalelab.results.Verdicts.Verdict;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;

/**
 * One run: answers experiments one after another and leaves one folder. Whatever cuts it off, an
 * interrupt included, no child process stays and the folder says {@code incomplete}. One thread
 * answers.
 */
public final class Lab implements AutoCloseable {
  private static final DateTimeFormatter RUN_ID =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private final LabSettings settings;
  private final Launcher launcher;
  private final Lacking lacking;
  private final Plan plan;
  private final Progress progress;
  private final RunJournal journal;
  private final ExperimentRunner runner;
  private final PrintStream out;
  private final Thread lastWords = new Thread(this::cutOff, "lab-last-words");
  private final List<Verdict> verdicts = new ArrayList<>();
  private final List<Comparison> comparisons = new ArrayList<>();
  private final Set<String> answered = new HashSet<>();
  private long plannedMsDone;
  private boolean closed;

  /**
   * Begins a run: prints the plan, and writes down that there is an incomplete run.
   *
   * @param experiments all that are going to be asked, in order
   */
  public Lab(
      LabSettings settings,
      Launcher launcher,
      List<Experiment> experiments,
      PrintStream out,
      Clock clock) {
    this.settings = settings;
    this.launcher = launcher;
    this.out = out;
    this.lacking = Lacking.of(launcher, experiments);
    this.plan = new Plan(experiments, settings.scale(), lacking);
    String id = RUN_ID.format(clock.instant()) + "-" + settings.scale().word();
    var folder = new RunFolder(settings.reports().resolve(id));
    try {
      Files.createDirectories(folder.path());
      pointLatestAt(folder.path());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create " + folder.path(), e);
    }
    this.journal =
        new RunJournal(
            folder,
            new RunInfo(
                RunInfo.SCHEMA,
                id,
                RunInfo.Status.INCOMPLETE,
                settings.scale().word(),
                launcher.name(),
                clock.instant(),
                null,
                settings.seed(),
                settings.command(),
                List.of(),
                List.of()),
            Host.environment(settings, launcher),
            clock);
    Runtime.getRuntime().addShutdownHook(lastWords);
    this.progress = progress(settings.progress(), out, clock);
    this.runner = new ExperimentRunner(launcher, settings, journal, lacking, progress);
    progress.line(
        "Flash Sale Lab: scale %s, seed %d%n  launcher %s (%s); %s%n%s%n  results in %s"
            .formatted(
                settings.scale().word(),
                settings.seed(),
                launcher.name(),
                settings.whyLauncher(),
                launcher.coresPlan(),
                plan.text(),
                folder.path()));
  }

  private static Progress progress(ProgressStyle style, PrintStream out, Clock clock) {
    boolean ci = System.getenv("CI") != null;
    Optional<Progress> live =
        style == ProgressStyle.LIVE || (style == ProgressStyle.AUTO && !ci)
            ? LiveProgress.open(out, clock)
            : Optional.empty();
    return live.orElseGet(() -> new LineProgress(out, clock));
  }

  /**
   * {@code latest} is a link where the file system has them, else a file with the folder's name.
   */
  private static void pointLatestAt(Path folder) throws IOException {
    Path latest = folder.resolveSibling("latest");
    Files.deleteIfExists(latest);
    try {
      Files.createSymbolicLink(latest, folder.getFileName());
    } catch (IOException | UnsupportedOperationException noLinks) {
      Files.writeString(latest, folder.getFileName().toString());
    }
  }

  /**
   * Answers one experiment.
   *
   * @return the verdict on each variant under each load and in each phase
   */
  public List<Verdict> answer(Experiment experiment) {
    try {
      runner.run(
          experiment,
          () -> advance(plan.calibration(experiment)),
          variant -> advance(plan.cell(experiment, variant)));
    } catch (RuntimeException e) {
      journal.remark("%s was not finished: %s".formatted(experiment.name(), e.getMessage()));
      conclude(experiment);
      throw e;
    }
    answered.add(experiment.name());
    return conclude(experiment);
  }

  private void advance(Duration planned) {
    plannedMsDone += planned.toMillis();
    progress.advance((double) plannedMsDone / plan.total().toMillis());
  }

  private List<Verdict> conclude(Experiment experiment) {
    Verdicts own = new Judge(experiment, lacking, journal.rounds(), settings.seed()).verdicts();
    verdicts.addAll(own.verdicts());
    comparisons.addAll(own.comparisons());
    journal.conclude(summary(), new Verdicts(verdicts, comparisons));
    own.verdicts().stream()
        .filter(verdict -> verdict.safety() == Safety.UNKNOWN)
        .forEach(verdict -> journal.remark(withoutEvidence(verdict)));
    if (isAnswered()) {
      journal.complete();
    }
    for (RunObserver observer : ServiceLoader.load(RunObserver.class)) {
      for (Path file : observer.experimentEnded(journal.folder(), settings.charts())) {
        progress.line("  wrote " + file);
      }
    }
    return own.verdicts();
  }

  private List<SummaryRow> summary() {
    return Summary.of(journal.folder(), journal.rounds(), journal.resources());
  }

  /** Every question was asked, and there is evidence for every answer. */
  private boolean isAnswered() {
    return plan.experiments().stream().allMatch(each -> answered.contains(each.name()))
        && verdicts.stream().noneMatch(verdict -> verdict.safety() == Safety.UNKNOWN);
  }

  private static String withoutEvidence(Verdict verdict) {
    return "%s, %s, %s, %s is UNKNOWN: %s"
        .formatted(
            verdict.experiment(),
            verdict.load(),
            verdict.phase(),
            verdict.variant(),
            verdict.reason());
  }

  /** Ends the run: prints the closing table; whatever was started is gone then. */
  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    launcher.close();
    progress.close();
    out.println();
    out.println(ClosingTable.of(summary(), new Verdicts(verdicts, comparisons)));
    out.printf(
        "The run is %s: %s%n", isAnswered() ? "complete" : "INCOMPLETE", journal.folder().path());
    Runtime.getRuntime().removeShutdownHook(lastWords);
  }

  /** The virtual machine ends before the run does. */
  private void cutOff() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    launcher.close();
    if (!journal.isComplete()) {
      journal.remark("the run was interrupted");
      out.println("The run was interrupted and is INCOMPLETE: " + journal.folder().path());
    }
  }
}
