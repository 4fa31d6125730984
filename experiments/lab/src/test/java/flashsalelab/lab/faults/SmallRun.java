package flashsalelab.lab.faults;

import flashsalelab.lab.experiment.Experiment;
import flashsalelab.lab.experiment.Load;
import flashsalelab.lab.experiment.Phase;
import flashsalelab.lab.experiment.Scale;
import flashsalelab.lab.experiment.Variant;
import flashsalelab.lab.launch.process.ProcessLauncher;
import flashsalelab.lab.run.Lab;
import flashsalelab.lab.run.LabSettings;
import flashsalelab.lab.run.LabSettings.ProgressStyle;
import flashsalelab.results.Verdicts.Verdict;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** The smallest real run: one variant, one load, one phase, one round, as local processes. */
final class SmallRun {
  static final Path ROOT = Path.of(System.getProperty("lab.root", ".")).toAbsolutePath();

  private SmallRun() {}

  static Experiment experiment(String guard) {
    return Experiment.named("small")
        .asks("What happens when something breaks?")
        .compares(
            Variant.named("only").servedBy(2, "javalin").balancedBy("round-robin").guardedBy(guard))
        .under(Load.NORMAL)
        .during(Phase.RUSH)
        .build();
  }

  static LabSettings settings(Path reports) {
    return new LabSettings(
        ROOT,
        Scale.SMOKE,
        "processes",
        "as was asked for",
        1,
        ProgressStyle.LINES,
        reports,
        reports.resolve("charts"));
  }

  /** Answers the experiment and ends the run, whatever happens. */
  static List<Verdict> answer(Experiment experiment, Path reports, PrintStream out) {
    try (var launcher = new ProcessLauncher(ROOT, reports.resolve("scratch"));
        var lab =
            new Lab(settings(reports), launcher, List.of(experiment), out, Clock.systemUTC())) {
      return lab.answer(experiment);
    }
  }

  /** A run in a virtual machine of its own, to be cut off from outside: {@code <reports>}. */
  public static void main(String[] arguments) {
    answer(experiment("semaphore"), Path.of(arguments[0]), System.out);
  }
}
