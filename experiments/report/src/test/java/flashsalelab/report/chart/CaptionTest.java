package flashsalelab.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.report.run.Run;
import flashsalelab.results.Environment;
import flashsalelab.results.RunInfo;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CaptionTest {

  @Test
  void of_runWithEnvironment_namesMachineAndRevision() {
    assertThat(Caption.of(new TinyRun("e").run(), "Reading.", List.of()))
        .containsExactly(
            "Reading. n: no round.",
            "Run run-1 · standard scale · launcher processes · 4 cores (A Processor) · JDK 25"
                + " · revision 0123456789ab");
  }

  @Test
  void of_runWhoseRedisWroteToDisk_saysHow() {
    assertThat(Caption.of(keeping("always"), "Reading.", List.of()).getLast())
        .contains(" · JDK 25 · Redis appends to disk: always · revision ");
    assertThat(Caption.of(keeping(null), "Reading.", List.of()).getLast())
        .contains(" · JDK 25 · revision ");
  }

  private static Run keeping(@Nullable String redisDurability) {
    Run run = new TinyRun("e").run();
    Environment usual = run.environment().orElseThrow();
    var environment =
        new Environment(
            usual.processor(),
            usual.cores(),
            usual.memoryMib(),
            usual.os(),
            usual.kernel(),
            usual.jdk(),
            usual.launcher(),
            usual.coresPlan(),
            usual.versions(),
            usual.revision(),
            usual.modified(),
            redisDurability);
    return new Run(run.info(), Optional.of(environment), run.experiments(), run.missing());
  }

  @Test
  void of_runWithoutEnvironment_saysUnknown() {
    Run known = new TinyRun("e").run();
    var run = new Run(known.info(), Optional.empty(), known.experiments(), List.of());

    assertThat(Caption.of(run, "Reading.", List.of()).getLast())
        .endsWith("machine and revision unknown");
  }

  @Test
  void warning_ofIncompleteRun_givesReasonAndMissingFiles() {
    Run run =
        TinyRun.run(
            RunInfo.Status.INCOMPLETE,
            List.of("summary.csv", "verdicts.json", "a", "b"),
            List.of());

    assertThat(Caption.warning(run))
        .isEqualTo(
            "INCOMPLETE RUN: it broke off; without summary.csv, verdicts.json, a and 1 more");
    assertThat(Caption.warning(new TinyRun("e").run())).isEmpty();
  }
}
