package flashsalelab.lab.experiment;

import java.util.List;

/** An experiment that cannot be run as it is described; says everything that is wrong with it. */
public final class InvalidExperimentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InvalidExperimentException(String experiment, List<String> faults) {
    super("the experiment %s cannot be run: %s".formatted(experiment, String.join("; ", faults)));
  }
}
