package flashsalelab.lab.run;

import flashsalelab.lab.experiment.Experiment;
import flashsalelab.lab.experiment.Load;
import flashsalelab.lab.experiment.Phase;
import flashsalelab.lab.experiment.Scale;
import flashsalelab.results.ExperimentSpec.WarmUpSpec;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a run is going to do, and about how long that takes.
 *
 * @param experiments in order
 * @param scale of the run
 * @param lacking what cannot be had, and so is left out
 */
record Plan(List<Experiment> experiments, Scale scale, Lacking lacking) {
  private static final Duration DEPLOYMENT = Duration.ofSeconds(5);
  private static final Duration DRAIN = Duration.ofMillis(500);
  private static final Duration AUDIT = Duration.ofSeconds(2);

  Plan {
    experiments = List.copyOf(experiments);
  }

  /** One variant in one round. */
  Duration cell(Experiment experiment) {
    Duration measured = Duration.ZERO;
    for (Experiment.Window window : experiment.windows()) {
      measured = measured.plus(scale.window(window.phase())).plus(DRAIN);
    }
    return DEPLOYMENT
        .plus(warmUp())
        .plus(measured)
        .plus(experiment.killsAnEdge() ? OrderedReconciliation.GRACE : Duration.ZERO)
        .plus(AUDIT);
  }

  private Duration warmUp() {
    WarmUpSpec spec = scale.warmUp();
    return Duration.ofMillis(spec.bursts() * (spec.burstMs() + spec.pauseMs()));
  }

  /** The search for the knees of an experiment's variants. */
  Duration calibration(Experiment experiment) {
    return scale.isCalibrated()
        ? DEPLOYMENT
            .plus(warmUp())
            .plus(KneeSearch.USUAL_TIME)
            .multipliedBy(lacking.without(experiment.pacemakers()).size())
        : Duration.ZERO;
  }

  /** One experiment, its calibration included. */
  Duration of(Experiment experiment) {
    return cell(experiment)
        .multipliedBy(scale.rounds())
        .multipliedBy(lacking.without(experiment.variants()).size())
        .plus(calibration(experiment));
  }

  /** All experiments. */
  Duration total() {
    return experiments.stream().map(this::of).reduce(Duration.ZERO, Duration::plus);
  }

  /** The plan as a person reads it. */
  String text() {
    String each =
        experiments.stream()
            .map(experiment ->
                "  %s: %s%n    %s; %d variants x %d rounds under %s, %s: about %s%s"
                    .formatted(
                        experiment.name(),
                        experiment.question(),
                        experiment.variants().stream()
                            .map(variant -> variant.name())
                            .collect(Collectors.joining(" | ")),
                        lacking.without(experiment.variants()).size(),
                        scale.rounds(),
                        experiment.loads().stream()
                            .map(Load::word)
                            .collect(Collectors.joining(", ")),
                        experiment.phases().stream()
                            .map(Phase::word)
                            .collect(Collectors.joining(", ")),
                        minutes(of(experiment)),
                        leftOut(experiment)))
            .collect(Collectors.joining(System.lineSeparator()));
    return "%s%n  in all about %s".formatted(each, minutes(total()));
  }

  private String leftOut(Experiment experiment) {
    return experiment.variants().stream()
        .flatMap(variant ->
            lacking.of(variant).stream()
                .map(reason ->
                    "%n    %s is left out: %s".formatted(variant.name(), reason)))
        .collect(Collectors.joining());
  }

  private static String minutes(Duration time) {
    return "%d:%02d min".formatted(time.toMinutes(), time.toSecondsPart());
  }
}
