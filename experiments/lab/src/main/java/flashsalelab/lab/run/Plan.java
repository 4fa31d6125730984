package flashsalelab.lab.run;

import flashsalelab.lab.experiment.Experiment;
import flashsalelab.lab.experiment.Scale;
import flashsalelab.lab.experiment.Variant;
import flashsalelab.results.ExperimentSpec.WarmUpSpec;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
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

  /** Asking for the orders of purchases that were queued, as a share of the time they came in. */
  private static final double ASKING = 0.7;

  /** Opening the streams of subscribers. */
  private static final Duration GATHERING = Duration.ofSeconds(3);

  Plan {
    experiments = List.copyOf(experiments);
  }

  /** One variant in one round. */
  Duration cell(Experiment experiment, Variant variant) {
    Duration gathering =
        variant.subscribers() == null
            ? Duration.ZERO
            : GATHERING.plus(WarmUp.rehearsal(scale.warmUp()));
    Duration measured = Duration.ZERO;
    for (Experiment.Window window : experiment.windows()) {
      measured = measured.plus(scale.window(window.phase())).plus(DRAIN).plus(gathering);
    }
    return DEPLOYMENT
        .plus(warmUp())
        .plus(measured)
        .plus(variant.isQueued() ? asking(warmUp().plus(measured)) : Duration.ZERO)
        .plus(experiment.kills() ? OrderedReconciliation.GRACE : Duration.ZERO)
        .plus(AUDIT);
  }

  private static Duration asking(Duration load) {
    return Duration.ofMillis(Math.round(ASKING * load.toMillis()));
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
            .multipliedBy(
                lacking.without(experiment.pacemakers()).stream()
                    .map(Stage::topology)
                    .distinct()
                    .count())
        : Duration.ZERO;
  }

  /** One experiment, its calibration included. */
  Duration of(Experiment experiment) {
    return lacking.without(experiment.variants()).stream()
        .map(variant -> cell(experiment, variant).multipliedBy(rounds(experiment, variant)))
        .reduce(Duration.ZERO, Duration::plus)
        .plus(calibration(experiment));
  }

  private int rounds(Experiment experiment, Variant variant) {
    return scale.rounds(experiment.isHeadline(variant.name()));
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
                "  %s: %s%n    %s; %s under %s, %s: about %s%s"
                    .formatted(
                        experiment.name(),
                        experiment.question(),
                        experiment.variants().stream()
                            .map(variant -> variant.name())
                            .collect(Collectors.joining(" | ")),
                        turns(experiment),
                        words(experiment, window -> window.load().word()),
                        words(experiment, window -> window.phase().word()),
                        minutes(of(experiment)),
                        leftOut(experiment)))
            .collect(Collectors.joining(System.lineSeparator()));
    return "%s%n  in all about %s".formatted(each, minutes(total()));
  }

  /** How many variants have how many rounds, those with the most first. */
  private String turns(Experiment experiment) {
    return lacking.without(experiment.variants()).stream()
        .collect(
            Collectors.groupingBy(
                variant -> rounds(experiment, variant),
                () -> new TreeMap<Integer, Long>(Comparator.reverseOrder()),
                Collectors.counting()))
        .entrySet()
        .stream()
        .map(group -> "%d variants x %d rounds".formatted(group.getValue(), group.getKey()))
        .collect(Collectors.joining(" and "));
  }

  private static String words(Experiment experiment, Function<Experiment.Window, String> word) {
    return experiment.windows().stream().map(word).distinct().collect(Collectors.joining(", "));
  }

  private String leftOut(Experiment experiment) {
    return experiment.variants().stream()
        .flatMap(variant ->
            lacking.of(variant).stream()
                .map(reason -> "%n    %s is left out: %s".formatted(variant.name(), reason)))
        .collect(Collectors.joining());
  }

  private static String minutes(Duration time) {
    return "%d:%02d min".formatted(time.toMinutes(), time.toSecondsPart());
  }
}
