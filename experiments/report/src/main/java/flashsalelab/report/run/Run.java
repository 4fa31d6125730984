package flashsalelab.report.run;

import flashsalelab.results.Environment;
import flashsalelab.results.RunInfo;
import java.util.List;
import java.util.Optional;

/**
 * A run in memory.
 *
 * @param environment absent where its file is missing
 * @param experiments in the order in which they were begun
 * @param missing the files that a whole run has and this one does not
 */
public record Run(
    RunInfo info,
    Optional<Environment> environment,
    List<Experiment> experiments,
    List<String> missing) {
  public Run {
    experiments = List.copyOf(experiments);
    missing = List.copyOf(missing);
  }

  /**
   * The experiments that ask for more than the right guard, under a steady load and with nothing
   * killed; all where there are no others.
   */
  public List<Experiment> notOnGuards() {
    List<Experiment> others =
        experiments.stream()
            .filter(experiment -> !experiment.comparesGuards())
            .filter(experiment -> !experiment.surges() && !experiment.killsTheStore())
            .toList();
    return others.isEmpty() ? experiments : others;
  }
}
