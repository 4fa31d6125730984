package flashsalelab.lab.run;

import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.lab.experiment.Experiment;
import flashsalelab.lab.experiment.Load;
import flashsalelab.lab.experiment.Phase;
import flashsalelab.lab.experiment.Scale;
import flashsalelab.lab.experiment.Variant;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlanTest {
  private static final Experiment EXPERIMENT =
      Experiment.named("which-one")
          .asks("Which one?")
          .compares(
              Variant.named("one").servedBy(1, "fast").guardedBy("strict"),
              Variant.named("two").servedBy(1, "slow").guardedBy("strict"))
          .under(Load.NORMAL, Load.PEAK)
          .during(Phase.SELLING)
          .build();

  private static final Experiment CRASHING =
      Experiment.named("which-one")
          .asks("Which one?")
          .compares(
              Variant.named("one").servedBy(2, "fast").balancedBy("fair").guardedBy("strict"),
              Variant.named("two").servedBy(2, "fast").balancedBy("fair").guardedBy("lax"))
          .under(Load.NORMAL, Load.PEAK)
          .during(Phase.SELLING, Phase.CRASH)
          .pacedBy("one")
          .build();

  private static final Variant ONE = EXPERIMENT.baseline();

  @Test
  void of_smoke_addsUpTheCells() {
    var plan = new Plan(List.of(EXPERIMENT), Scale.SMOKE, Lacking.NOTHING);

    assertThat(plan.cell(EXPERIMENT, ONE))
        .isEqualTo(Duration.ofMillis(5_000 + 3_400 + 2 * 2_500 + 2_000));
    assertThat(plan.of(EXPERIMENT)).isEqualTo(plan.cell(EXPERIMENT, ONE).multipliedBy(2));
    assertThat(plan.total()).isEqualTo(plan.of(EXPERIMENT));
  }

  @Test
  void of_standard_countsTheCalibration() {
    var plan = new Plan(List.of(EXPERIMENT), Scale.STANDARD, Lacking.NOTHING);

    assertThat(plan.of(EXPERIMENT)).isGreaterThan(plan.cell(EXPERIMENT, ONE).multipliedBy(12));
  }

  @Test
  void of_standardPacedByOne_searchesOneKnee() {
    var plan = new Plan(List.of(EXPERIMENT), Scale.STANDARD, Lacking.NOTHING);

    assertThat(plan.calibration(CRASHING)).isEqualTo(plan.calibration(EXPERIMENT).dividedBy(2));
  }

  @Test
  void cell_ofACrash_countsItOnceAndTheReconciliation() {
    var plan = new Plan(List.of(CRASHING), Scale.STANDARD, Lacking.NOTHING);

    assertThat(plan.cell(CRASHING, CRASHING.baseline()))
        .isEqualTo(Duration.ofMillis(5_000 + 12 * 1_700 + 3 * 3_500 + 5_000 + 2_000));
  }

  @Test
  void cell_ofAQueue_countsTheAsking() {
    var plan = new Plan(List.of(EXPERIMENT), Scale.STANDARD, Lacking.NOTHING);

    assertThat(plan.cell(EXPERIMENT, ONE.queuedOn("a-queue")))
        .isGreaterThan(plan.cell(EXPERIMENT, ONE).plusSeconds(10));
  }

  @Test
  void cell_ofAnAudience_countsItsGathering() {
    var plan = new Plan(List.of(EXPERIMENT), Scale.STANDARD, Lacking.NOTHING);

    assertThat(plan.cell(EXPERIMENT, ONE.watchedBy(1_000)))
        .isEqualTo(plan.cell(EXPERIMENT, ONE).plusSeconds(2 * 3).plusMillis(2 * 4_500));
  }

  @Test
  void calibration_ofOneSystemInManyVariants_searchesOnce() {
    Experiment watched =
        Experiment.named("which-one")
            .asks("Which one?")
            .compares(
                Variant.named("one").servedBy(1, "fast").guardedBy("strict"),
                Variant.named("two").servedBy(1, "fast").guardedBy("strict").watchedBy(9))
            .under(Load.PEAK)
            .during(Phase.SELLING)
            .build();
    var plan = new Plan(List.of(watched), Scale.STANDARD, Lacking.NOTHING);

    assertThat(plan.calibration(watched)).isEqualTo(plan.calibration(EXPERIMENT).dividedBy(2));
  }

  @Test
  void text_namesQuestionVariantsAndTime() {
    assertThat(new Plan(List.of(EXPERIMENT), Scale.SMOKE, Lacking.NOTHING).text())
        .contains("which-one: Which one?")
        .contains("one | two")
        .contains("2 variants x 1 rounds under normal, peak, selling")
        .contains("in all about 0:30 min");
  }

  @Test
  void of_standard_givesVariantsBesideTheHeadlinesFewerRounds() {
    Experiment experiment =
        Experiment.named("which-one")
            .asks("Which one?")
            .compares(
                Variant.named("one").servedBy(1, "fast").guardedBy("strict"),
                Variant.named("two").servedBy(1, "fast").guardedBy("lax"),
                Variant.named("three").servedBy(1, "fast").guardedBy("none"))
            .under(Load.PEAK)
            .during(Phase.SELLING)
            .headlines("one", "two")
            .build();
    var standard = new Plan(List.of(experiment), Scale.STANDARD, Lacking.NOTHING);

    assertThat(standard.of(experiment).minus(standard.calibration(experiment)))
        .isEqualTo(standard.cell(experiment, experiment.baseline()).multipliedBy(6 + 6 + 2));
    assertThat(standard.text()).contains("; 2 variants x 6 rounds and 1 variants x 2 rounds under");
    assertThat(new Plan(List.of(experiment), Scale.FULL, Lacking.NOTHING).text())
        .contains("; 3 variants x 10 rounds under");
  }

  @Test
  void text_ofAVariantThatCannotBeHad_saysWhyAndCountsItOut() {
    Variant two = EXPERIMENT.variants().getLast();
    var lacking = new Lacking(Map.of(Stage.topology(two), "install a broker"));
    var plan = new Plan(List.of(EXPERIMENT), Scale.STANDARD, lacking);

    assertThat(plan.text())
        .contains("1 variants x 6 rounds")
        .contains("two is left out: install a broker");
    assertThat(plan.of(EXPERIMENT))
        .isEqualTo(
            new Plan(List.of(EXPERIMENT), Scale.STANDARD, Lacking.NOTHING)
                .of(EXPERIMENT)
                .dividedBy(2));
  }
}
