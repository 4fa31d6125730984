package flashsalelab.lab.faults;

import flashsalelab.lab.experiment.Experiment;
import flashsalelab.lab.experiment.Load;
import flashsalelab.lab.experiment.Phase;
import flashsalelab.lab.experiment.Scale;
import flashsalelab.lab.experiment.Variant;
import flashsalelab.lab.launch.Launcher;
import flashsalelab.lab.launch.RedisDurability;
import flashsalelab.lab.launch.containers.ContainerLauncher;
import flashsalelab.lab.launch.process.ProcessLauncher;
import flashsalelab.lab.run.Lab;
import flashsalelab.lab.run.LabSettings;
import flashsalelab.lab.run.LabSettings.ProgressStyle;
import flashsalelab.results.Verdicts.Verdict;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** The smallest real run: one variant, one load, one phase, one round, wherever. */
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

  /** The same, and an edge is killed in a second window. */
  static Experiment crash(String guard) {
    Experiment small = experiment(guard);
    return Experiment.named(small.name())
        .asks("What does a crash take?")
        .compares(small.baseline())
        .under(Load.NORMAL)
        .during(Phase.RUSH, Phase.CRASH)
        .build();
  }

  /** Answers the experiment with local processes and ends the run, whatever happens. */
  static List<Verdict> answer(Experiment experiment, Path reports, PrintStream out) {
    return answer(experiment, reports, out, new ProcessLauncher(ROOT, reports.resolve("scratch")));
  }

  /** Answers the experiment and ends the run and the launcher, whatever happens. */
  static List<Verdict> answer(
      Experiment experiment, Path reports, PrintStream out, Launcher launcher) {
    var settings =
        new LabSettings(
            ROOT,
            Scale.SMOKE,
            launcher.name(),
            "as was asked for",
            RedisDurability.NONE,
            1,
            ProgressStyle.LINES,
            reports,
            reports.resolve("charts"));
    try (launcher;
        var lab = new Lab(settings, launcher, List.of(experiment), out, Clock.systemUTC())) {
      return lab.answer(experiment);
    }
  }

  static Launcher containers(Path reports) {
    return new ContainerLauncher(ROOT, reports.resolve("scratch"), System.out::println);
  }

  /**
   * Starts a run in a virtual machine of its own, to be cut off from outside.
   *
   * @param kind {@code processes} or {@code containers}
   */
  static Process inAnotherVm(String kind, Path reports) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Dlab.root=" + ROOT,
            "-cp",
            System.getProperty("java.class.path"),
            SmallRun.class.getName(),
            kind,
            reports.toString())
        .redirectErrorStream(true)
        .redirectOutput(reports.resolve("lab.log").toFile())
        .start();
  }

  /** The other virtual machine: {@code <kind> <reports>}. */
  public static void main(String[] arguments) {
    Path reports = Path.of(arguments[1]);
    if (arguments[0].equals("containers")) {
      answer(experiment("semaphore"), reports, System.out, containers(reports));
    } else {
      answer(experiment("semaphore"), reports, System.out);
    }
  }
}
