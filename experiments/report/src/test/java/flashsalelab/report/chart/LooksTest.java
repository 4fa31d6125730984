package flashsalelab.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.report.run.Experiment;
import flashsalelab.report.run.Run;
import flashsalelab.report.run.Variant;
import flashsalelab.results.RunInfo;
import java.util.List;
import org.junit.jupiter.api.Test;

class LooksTest {

  private static Experiment experiment(String name, String... variants) {
    var experiment = new TinyRun(name);
    for (String variant : variants) {
      experiment.variant(variant, "g");
    }
    return experiment.experiment();
  }

  @Test
  void of_variantsThatMeet_differ() {
    Run run =
        TinyRun.run(
            RunInfo.Status.COMPLETE,
            List.of(),
            List.of(
                experiment("first", "a", "b"),
                experiment("second", "c", "d"),
                experiment("third", "d", "b", "e")));

    var looks = new Looks(run);

    assertThat(run.experiments())
        .allSatisfy(experiment ->
            assertThat(experiment.variants().stream().map(looks::of)).doesNotHaveDuplicates());
  }

  @Test
  void of_sameVariantInTwoExperiments_isSame() {
    Run run =
        TinyRun.run(
            RunInfo.Status.COMPLETE,
            List.of(),
            List.of(experiment("first", "a", "b"), experiment("second", "b", "c")));

    var looks = new Looks(run);

    assertThat(looks.of(new Variant("b", "g", false))).isEqualTo(1);
    assertThat(looks.of(new Variant("c", "g", false))).isZero();
  }
}
