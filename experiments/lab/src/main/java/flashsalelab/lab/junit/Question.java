package flashsalelab.lab.junit;

import flashsalelab.lab.experiment.Experiment;
import flashsalelab.results.Verdicts.Verdict;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * A question put as a test class: it describes an experiment, the lab answers it, and each verdict
 * is a test. A variant passes if every invariant held in every round; a control passes if it was
 * seen to oversell; UNKNOWN fails, as nothing has been proven. What cannot be had on this machine
 * was not measured: its test is aborted, and says what to install.
 */
public interface Question {

  /** The experiment that answers it. */
  Experiment experiment();

  /** Runs the experiment, then yields a test per verdict. */
  @TestFactory
  default Stream<DynamicTest> answer() {
    return OpenLab.current(this).answer(experiment()).stream()
        .map(verdict -> DynamicTest.dynamicTest(name(verdict), () -> demand(verdict)));
  }

  private static String name(Verdict verdict) {
    return "%s, %s, %s: %s"
        .formatted(
            verdict.load(),
            verdict.phase(),
            verdict.variant(),
            verdict.expectedViolation() ? "is seen to oversell" : "keeps every promise");
  }

  private static void demand(Verdict verdict) {
    if (verdict.rounds() == 0) {
      Assumptions.abort("%s was not measured: %s".formatted(verdict.variant(), verdict.reason()));
    }
    if (!verdict.asExpected()) {
      throw new AssertionError(
          verdict.expectedViolation()
              ? "%s, a control, was not seen to oversell: safety is %s; %s"
                  .formatted(verdict.variant(), verdict.safety(), verdict.reason())
              : "the safety of %s is %s; %s"
                  .formatted(verdict.variant(), verdict.safety(), verdict.reason()));
    }
  }
}
